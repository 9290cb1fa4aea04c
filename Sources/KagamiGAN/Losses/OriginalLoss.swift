public import Kagami

/// The minimax game as it was first written: the generator lowers what the discriminator raises.
///
/// With logits `d`: `L_D = ½·(mean softplus(−d(x)) + mean softplus(d(G(z))))`,
/// `L_G = −mean softplus(d(G(z)))`, which is `mean log(1 − D(G(z)))`. Its gradient vanishes while the
/// discriminator is sure, which ``NonSaturatingLoss`` mends. Source: Goodfellow et al., "Generative
/// adversarial nets", 2014, equation 1.
public struct OriginalLoss: AdversarialLoss {
  /// The loss.
  public init() {}

  /// `L_D`, as above.
  public func discriminator(real: Tensor, fake: Tensor) -> Tensor {
    NonSaturatingLoss().discriminator(real: real, fake: fake)
  }

  /// `L_G`, as above.
  public func generator(fake: Tensor, real: Tensor) -> Tensor { -fake.softplus().mean() }
}

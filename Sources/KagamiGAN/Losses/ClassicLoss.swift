public import Kagami
internal import KagamiNN

/// The textbook script's loss: binary cross-entropy of probabilities.
///
/// `L_D = ½·(−mean log D(x) − mean log(1 − D(G(z))))`, `L_G = −mean log D(G(z))`. Where a probability
/// is rounded to 0 or 1 there is no gradient; ``NonSaturatingLoss`` is the same without that limit.
/// Source: Goodfellow et al., "Generative adversarial nets", 2014, section 3.
public struct ClassicLoss: AdversarialLoss {
  /// The loss.
  public init() {}

  /// True: the sigmoid belongs to the discriminator.
  public var takesProbabilities: Bool { true }

  /// `L_D`, as above.
  public func discriminator(real: Tensor, fake: Tensor) -> Tensor {
    let criterion = BCELoss()
    return (criterion(real, Tensor.ones(like: real)) + criterion(fake, Tensor.zeros(like: fake)))
      / 2
  }

  /// `L_G`, as above.
  public func generator(fake: Tensor, real: Tensor) -> Tensor {
    BCELoss()(fake, Tensor.ones(like: fake))
  }
}

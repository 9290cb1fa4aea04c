public import Kagami
internal import KagamiNN

/// Binary cross-entropy of logits, whose gradient never vanishes for a generator that is found out.
///
/// With logits `d`: `L_D = ½·(mean softplus(−d(x)) + mean softplus(d(G(z))))`,
/// `L_G = mean softplus(−d(G(z)))`. Smoothed, real images have the target `realLabel` in place of 1;
/// fake ones stay at 0. Source: Goodfellow et al., "Generative adversarial nets", 2014, section 3;
/// Salimans et al., "Improved techniques for training GANs", 2016, section 3.4, for the smoothing.
public struct NonSaturatingLoss: AdversarialLoss {
  /// The discriminator's target for real images, 0 to 1.
  public let realLabel: Double

  /// - Parameter realLabel: The discriminator's target for real images; 0.9 is one-sided smoothing.
  /// - Precondition: `realLabel` is in (0, 1].
  public init(realLabel: Double = 1) {
    if !(realLabel > 0 && realLabel <= 1) {
      misuse("NonSaturatingLoss", "realLabel cannot be \(realLabel)", hint: "use 0 < realLabel ≤ 1")
    }
    self.realLabel = realLabel
  }

  /// `L_D`, as above.
  public func discriminator(real: Tensor, fake: Tensor) -> Tensor {
    let criterion = BCEWithLogitsLoss()
    let target = realLabel == 1 ? Tensor.ones(like: real) : Tensor.ones(like: real) * realLabel
    return (criterion(real, target) + criterion(fake, Tensor.zeros(like: fake))) / 2
  }

  /// `L_G`, as above.
  public func generator(fake: Tensor, real: Tensor) -> Tensor {
    BCEWithLogitsLoss()(fake, Tensor.ones(like: fake))
  }
}

public import Kagami

/// Scores of real and fake images compared pair by pair.
///
/// `L_D = mean softplus(−(d(x) − d(G(z))))`, `L_G = mean softplus(−(d(G(z)) − d(x)))`, the images of a
/// row forming a pair. With both gradient penalties it is the loss of R3GAN. Source: Jolicoeur-Martineau,
/// "The relativistic discriminator", 2018; Huang et al., "The GAN is dead; long live the GAN! A modern
/// GAN baseline", 2024, section 2.
public struct RelativisticLoss: AdversarialLoss {
  /// The loss.
  public init() {}

  /// `L_D`, as above.
  public func discriminator(real: Tensor, fake: Tensor) -> Tensor {
    (fake - real).softplus().mean()
  }

  /// `L_G`, as above.
  public func generator(fake: Tensor, real: Tensor) -> Tensor { (real - fake).softplus().mean() }
}

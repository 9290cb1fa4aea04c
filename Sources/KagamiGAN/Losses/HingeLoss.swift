public import Kagami

/// Scores beyond a margin of 1 on the right side cost the discriminator nothing.
///
/// `L_D = mean max(0, 1 − d(x)) + mean max(0, 1 + d(G(z)))`, `L_G = −mean d(G(z))`. Source: Lim and Ye,
/// "Geometric GAN", 2017; Miyato et al., "Spectral normalization for generative adversarial networks",
/// 2018, equations 16 and 17.
public struct HingeLoss: AdversarialLoss {
  /// The loss.
  public init() {}

  /// `L_D`, as above.
  public func discriminator(real: Tensor, fake: Tensor) -> Tensor {
    (1 - real).relu().mean() + (1 + fake).relu().mean()
  }

  /// `L_G`, as above.
  public func generator(fake: Tensor, real: Tensor) -> Tensor { -fake.mean() }
}

public import Kagami

/// The difference of mean scores, which estimates a distance between the two distributions as long as
/// the critic's slope is bounded.
///
/// `L_D = mean d(G(z)) − mean d(x)`, `L_G = −mean d(G(z))`. A ``CriticTrainer`` bounds the slope, by
/// clipping weights or by a ``SlopePenalty``. Source: Arjovsky, Chintala and Bottou, "Wasserstein GAN",
/// 2017.
public struct WassersteinLoss: AdversarialLoss {
  /// The loss.
  public init() {}

  /// `L_D`, as above.
  public func discriminator(real: Tensor, fake: Tensor) -> Tensor { fake.mean() - real.mean() }

  /// `L_G`, as above.
  public func generator(fake: Tensor, real: Tensor) -> Tensor { -fake.mean() }
}

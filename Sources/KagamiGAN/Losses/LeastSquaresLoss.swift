public import Kagami

/// Squared distances of scores from 1 for real and 0 for fake.
///
/// `L_D = ½·(mean (d(x) − 1)² + mean d(G(z))²)`, `L_G = ½·mean (d(G(z)) − 1)²`. Source: Mao et al.,
/// "Least squares generative adversarial networks", 2017, equation 9.
public struct LeastSquaresLoss: AdversarialLoss {
  /// The loss.
  public init() {}

  /// `L_D`, as above.
  public func discriminator(real: Tensor, fake: Tensor) -> Tensor {
    let miss = real - 1
    return ((miss * miss).mean() + (fake * fake).mean()) / 2
  }

  /// `L_G`, as above.
  public func generator(fake: Tensor, real: Tensor) -> Tensor {
    let miss = fake - 1
    return (miss * miss).mean() / 2
  }
}

public import Kagami

/// A penalty on slopes that differ from 1 between real and fake images: `λ·mean (‖∇D(x̂)‖ − 1)²`.
///
/// ```swift
/// let penalty = SlopePenalty(lambda: 10)
/// (loss + penalty(discriminator.logits, real: images, fake: fakes)).backward()
/// ```
/// Each `x̂ = ε·x + (1 − ε)·G(z)` lies on the line between a pair of images, at an ε drawn from [0, 1).
/// It is the penalty of WGAN-GP. Where a slope is 0 its norm has no derivative; 1e-12 is added under the
/// root. Source: Gulrajani et al., "Improved training of Wasserstein GANs", 2017, algorithm 1.
public struct SlopePenalty: Sendable {
  /// The factor λ.
  public var lambda: Double

  /// - Parameter lambda: The factor λ.
  public init(lambda: Double = 10) { self.lambda = lambda }

  /// The penalty; ε, `[batch, 1]`, is drawn from the current stream.
  ///
  /// - Parameters:
  ///   - critic: Gives one score for each image.
  ///   - real: Real images, `[batch, pixels]`.
  ///   - fake: Fake images, `[batch, pixels]`.
  /// - Returns: One number, through which gradients reach the critic.
  public func callAsFunction(
    _ critic: (Tensor) -> Tensor, real: Tensor, fake: Tensor
  ) -> Tensor {
    let share = Tensor.rand([real.shape[0], 1], dtype: real.dtype)
    return self(critic, real: real, fake: fake, share: share)
  }

  /// The penalty at given places between the images.
  ///
  /// - Parameter share: The ε, `[batch, 1]`.
  func callAsFunction(
    _ critic: (Tensor) -> Tensor, real: Tensor, fake: Tensor, share: Tensor
  ) -> Tensor {
    var between = (share * real.detach() + (1 - share) * fake.detach()).detach()
    between.requiresGrad = true
    let slope = R1Penalty.slope(critic(between), images: between)
    let excess = ((slope * slope).sum(axis: 1) + 1e-12).sqrt() - 1
    return (excess * excess).mean() * lambda
  }
}

public import Kagami

/// A penalty on the discriminator's gradient at real images: `½·γ·mean ‖∇ₓD(x)‖²`.
///
/// Its own gradient is a gradient of a gradient. Source: Mescheder, Geiger and Nowozin, "Which
/// training methods for GANs do actually converge?", 2018.
public struct R1Penalty: Sendable {
  /// The factor γ.
  public var gamma: Double

  /// - Parameter gamma: The factor γ.
  public init(gamma: Double = 1) { self.gamma = gamma }

  /// The penalty.
  ///
  /// - Parameters:
  ///   - logits: The discriminator's logits of `real`, `[batch, 1]`.
  ///   - real: The images, `[batch, pixels]`, a leaf that requires a gradient.
  /// - Returns: One number, through which gradients reach the discriminator.
  public func callAsFunction(_ logits: Tensor, real: Tensor) -> Tensor {
    let slope = grad(of: logits.sum(), withRespectTo: [real], createGraph: true)[0]
    return (slope * slope).sum(axis: 1).mean() * (gamma / 2)
  }
}

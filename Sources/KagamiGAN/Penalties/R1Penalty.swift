public import Kagami

/// A penalty on the discriminator's gradient at images: `½·γ·mean ‖∇ₓD(x)‖²`.
///
/// ```swift
/// var real = images                                   // [64, 784]
/// real.requiresGrad = true
/// let logits = discriminator.logits(real)
/// (loss + R1Penalty(gamma: 1)(logits, images: real)).backward()
/// ```
/// At real images it is called R1, at fake ones R2. Its own gradient is a gradient of a gradient. Source:
/// Mescheder, Geiger and Nowozin, "Which training methods for GANs do actually converge?", 2018.
public struct R1Penalty: Sendable {
  /// The factor γ.
  public var gamma: Double

  /// - Parameter gamma: The factor γ.
  public init(gamma: Double = 1) { self.gamma = gamma }

  /// The penalty.
  ///
  /// - Parameters:
  ///   - logits: The discriminator's logits of `images`, `[batch, 1]`.
  ///   - images: `[batch, pixels]`, a leaf that requires a gradient.
  /// - Returns: One number, through which gradients reach the discriminator.
  public func callAsFunction(_ logits: Tensor, images: Tensor) -> Tensor {
    callAsFunction(slope: Self.slope(logits, images: images))
  }

  /// The penalty of a slope computed before, by ``slope(_:images:)``.
  func callAsFunction(slope: Tensor) -> Tensor {
    (slope * slope).sum(axis: 1).mean() * (gamma / 2)
  }

  /// The gradient of each logit by its image, `[batch, pixels]`, itself differentiable.
  static func slope(_ logits: Tensor, images: Tensor) -> Tensor {
    grad(of: logits.sum(), withRespectTo: [images], createGraph: true)[0]
  }
}

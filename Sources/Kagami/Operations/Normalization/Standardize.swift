internal import KagamiKernels

/// `(x − mean)/√(variance + ε)`, mean and biased variance taken along some axes.
///
/// With `y` the result and `s` the factor `1/√(variance + ε)`, the gradient of the input is
/// `s·(g − mean g − y·mean(g·y))`.
struct Standardize: DifferentiableOperation {
  let name = "standardize"
  let saves: SavedTensors = [.input0, .output]
  let axes: [Int]
  let eps: Double
  /// What was made of the input, without history.
  let made: Tensor.Standardized

  func forward(_ inputs: [Tensor]) -> Tensor { made.result }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let x = context.input(0)
    return [input(context.gradient, context.output, x.moments(axes).scale(eps))]
  }

  /// With the scale that `forward` used.
  func fusedBackward(_ context: BackwardContext) -> [Gradient?]? {
    let (g, y) = (context.gradient, context.output)
    let fused = g.device.backend.standardizeBackward(
      gradient: g.operand, output: y.operand, scale: made.scale.operand, axes: axes)
    return [.dense(fused.map { Tensor($0, device: g.device) } ?? input(g, y, made.scale))]
  }

  private func input(_ g: Tensor, _ y: Tensor, _ scale: Tensor) -> Tensor {
    let along = (g * y).mean(axes: axes, keepDims: true)
    return (g - g.mean(axes: axes, keepDims: true) - y * along) * scale
  }
}

extension Tensor {
  /// The mean and the biased variance along some axes, which stay with extent 1.
  package struct Moments: Sendable {
    package let mean, variance: Tensor

    package init(mean: Tensor, variance: Tensor) { (self.mean, self.variance) = (mean, variance) }

    /// `1/√(variance + ε)`.
    func scale(_ eps: Double) -> Tensor { 1 / (variance + eps).sqrt() }
  }

  /// The mean and the biased variance along `axes`.
  package func moments(_ axes: [Int]) -> Moments {
    let mean = mean(axes: axes, keepDims: true)
    let centred = self - mean
    return Moments(mean: mean, variance: (centred * centred).mean(axes: axes, keepDims: true))
  }

  /// A standardized tensor and what it was made with, axes kept.
  struct Standardized: Sendable {
    let result: Tensor
    let moments: Moments
    /// `1/√(variance + ε)`.
    let scale: Tensor
  }

  /// Standardizes elements that have no history.
  private func standardizing(_ axes: [Int], eps: Double) -> Standardized {
    if let made = device.backend.standardize(operand, axes: axes, eps: eps) {
      return Standardized(
        result: Tensor(made.result, device: device),
        moments: Moments(
          mean: Tensor(made.mean, device: device), variance: Tensor(made.variance, device: device)),
        scale: Tensor(made.scale, device: device))
    }
    let moments = moments(axes)
    let scale = moments.scale(eps)
    return Standardized(
      result: .computing(.multiply, .computing(.subtract, self, moments.mean), scale),
      moments: moments, scale: scale)
  }

  /// `(x − mean)/√(variance + ε)` along `axes`: of mean 0 and, but for ε, of variance 1.
  ///
  /// - Parameters:
  ///   - axes: What mean and variance are taken over, not negative.
  ///   - eps: Keeps the divisor from 0 where all elements are equal.
  /// - Returns: The result, and the mean and the biased variance without history.
  package func standardized(
    _ axes: [Int], eps: Double
  ) -> (result: Tensor, moments: Moments) {
    let x = real
    let made = x.detach().standardizing(axes, eps: eps)
    return (record(Standardize(axes: axes, eps: eps, made: made), x), made.moments)
  }
}

internal import KagamiKernels

/// `x > 0 ? scale · x : scale · α · (eˣ − 1)`, elementwise.
struct ELU: ElementwiseOperation {
  let function = UnaryFunction.elu
  let alpha: Double
  let scale: Double
  var p: Double { alpha * scale }
  var q: Double { scale }

  func derivative(_ g: Tensor, _ x: Tensor) -> Tensor {
    let isBelow = x .<= 0
    // The side not taken must be finite, or its slope times 0 would be NaN. At 0 the slope has a slope of 0
    // itself, by a product as in PyTorch: beside an infinite gradient it is NaN.
    let below = (Tensor.where(isBelow, x, 0) * (x .< 0).to(x.dtype)).exp() * p
    return Tensor.where(isBelow, g * below, g * scale)
  }
}

extension Tensor {
  /// Each element above 0, and `α·(eˣ − 1)` elsewhere.
  ///
  /// The gradient is 1 above 0 and `α·eˣ` elsewhere, at 0 too; NaN stays NaN. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.elu.html>.
  ///
  /// - Parameter alpha: What elements far below 0 tend to, negated.
  public func elu(alpha: Double = 1) -> Tensor { record(ELU(alpha: alpha, scale: 1), real) }

  /// `λ·(x > 0 ? x : α·(eˣ − 1))` of each element, with λ ≈ 1.0507 and α ≈ 1.6733.
  ///
  /// With these two numbers the outputs of deep layers keep mean 0 and variance 1. The gradient is λ above 0
  /// and `λ·α·eˣ` elsewhere, at 0 too; NaN stays NaN. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.selu.html>.
  public func selu() -> Tensor {
    record(
      ELU(
        alpha: 1.6732632423543772848170429916717, scale: 1.0507009873554804934193349852946), real)
  }
}

internal import KagamiKernels

/// `erf x`, elementwise.
struct Erf: ElementwiseOperation {
  let function = UnaryFunction.erf
  func derivative(_ g: Tensor, _ x: Tensor) -> Tensor {
    g * ((-(x * x)).exp() * (2 / Double.pi.squareRoot()))
  }
}

extension Tensor {
  /// The error function `2/√π · ∫₀ˣ e^(−t²) dt` of each element.
  ///
  /// The gradient is `2/√π · e^(−x²)`. Source:
  /// <https://docs.pytorch.org/docs/stable/special.html#torch.special.erf>.
  public func erf() -> Tensor { record(Erf(), real) }
}

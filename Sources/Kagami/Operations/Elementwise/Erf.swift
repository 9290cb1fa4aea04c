internal import KagamiKernels

/// `erf x`, elementwise.
struct Erf: DifferentiableOperation {
  let name = "erf"
  let saves: SavedTensors = .input0

  func forward(_ inputs: [Tensor]) -> Tensor { inputs[0].computing(.erf) }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let x = context.input(0)
    return [context.gradient * ((-(x * x)).exp() * (2 / Double.pi.squareRoot()))]
  }
}

extension Tensor {
  /// The error function `2/√π · ∫₀ˣ e^(−t²) dt` of each element.
  ///
  /// The gradient is `2/√π · e^(−x²)`. Source:
  /// <https://docs.pytorch.org/docs/stable/special.html#torch.special.erf>.
  public func erf() -> Tensor { record(Erf(), real) }
}

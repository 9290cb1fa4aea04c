internal import KagamiKernels

/// `a − b`, elementwise, with broadcasting.
struct Subtract: DifferentiableOperation {
  let name = "subtract"
  let saves: SavedTensors = .nothing

  func forward(_ inputs: [Tensor]) -> Tensor { .computing(.subtract, inputs[0], inputs[1]) }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let g = context.gradient
    return [
      context.needs[0] ? g.summed(to: context.shape(0)) : nil,
      context.needs[1] ? -g.summed(to: context.shape(1)) : nil,
    ]
  }
}

extension Tensor {
  /// The difference of each pair of elements.
  ///
  /// Shapes broadcast, types promote. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.sub.html>.
  public static func - (a: Tensor, b: Tensor) -> Tensor {
    refuseTruthValues(a.dtype, b.dtype)
    return recordMatched(Subtract(), a, b)
  }

  /// The difference of each pair of elements.
  public static func - <Number: TensorScalar>(a: Tensor, b: Number) -> Tensor {
    refuseTruthValues(a.dtype, Number.dtype)
    return a - a.scalar(b)
  }

  /// The difference of each pair of elements.
  public static func - <Number: TensorScalar>(a: Number, b: Tensor) -> Tensor {
    refuseTruthValues(Number.dtype, b.dtype)
    return b.scalar(a) - b
  }

  /// Subtracts, in place where nothing else holds the memory.
  public static func -= (a: inout Tensor, b: Tensor) {
    refuseTruthValues(a.dtype, b.dtype)
    a.update(.subtract, b) { $0 - $1 }
  }

  /// Subtracts, in place where nothing else holds the memory.
  public static func -= <Number: TensorScalar>(a: inout Tensor, b: Number) {
    refuseTruthValues(a.dtype, Number.dtype)
    a -= a.scalar(b)
  }

  private static func refuseTruthValues(_ a: DType, _ b: DType) {
    guard a == .bool || b == .bool else { return }
    misuse(
      "subtract", "truth values have no difference: \(a) − \(b)",
      hint: "use .! for the logical not, .!= for the exclusive or, or convert with to(_:)")
  }
}

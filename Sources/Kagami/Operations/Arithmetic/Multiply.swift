internal import KagamiKernels

/// `a · b`, elementwise, with broadcasting.
struct Multiply: DifferentiableOperation {
  let name = "multiply"
  let saves: SavedTensors = [.input0, .input1]

  func forward(_ inputs: [Tensor]) -> Tensor { .computing(.multiply, inputs[0], inputs[1]) }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let g = context.gradient
    return [
      context.needs[0] ? (g * context.input(1)).summed(to: context.shape(0)) : nil,
      context.needs[1] ? (g * context.input(0)).summed(to: context.shape(1)) : nil,
    ]
  }
}

extension Tensor {
  /// The product of each pair of elements.
  ///
  /// Shapes broadcast, types promote. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.mul.html>.
  public static func * (a: Tensor, b: Tensor) -> Tensor {
    recordMatched(Multiply(), a, b)
  }

  /// The product of each pair of elements.
  public static func * (a: Tensor, b: some TensorScalar) -> Tensor { a * a.scalar(b) }

  /// The product of each pair of elements.
  public static func * (a: some TensorScalar, b: Tensor) -> Tensor { b.scalar(a) * b }

  /// Multiplies, in place where nothing else holds the memory.
  public static func *= (a: inout Tensor, b: Tensor) { a.update(.multiply, b) { $0 * $1 } }

  /// Multiplies, in place where nothing else holds the memory.
  public static func *= (a: inout Tensor, b: some TensorScalar) { a *= a.scalar(b) }
}

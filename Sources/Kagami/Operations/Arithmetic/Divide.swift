internal import KagamiKernels

/// `a / b`, elementwise, with broadcasting.
struct Divide: DifferentiableOperation {
  let name = "divide"
  let saves: SavedTensors = [.input0, .input1]

  func forward(_ inputs: [Tensor]) -> Tensor { .computing(.divide, inputs[0], inputs[1]) }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let (g, a, b) = (context.gradient, context.input(0), context.input(1))
    return [
      context.needs[0] ? (g / b).summed(to: context.shape(0)) : nil,
      context.needs[1] ? (-g * ((a / b) / b)).summed(to: context.shape(1)) : nil,
    ]
  }
}

extension Tensor {
  /// The quotient of each pair of elements; integers become `float32` first.
  ///
  /// Shapes broadcast, types promote. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.div.html>.
  public static func / (a: Tensor, b: Tensor) -> Tensor {
    recordMatched(Divide(), a, b, isReal: true)
  }

  /// The quotient of each pair of elements; integers become `float32` first.
  public static func / (a: Tensor, b: some TensorScalar) -> Tensor { a / a.real.scalar(b) }

  /// The quotient of each pair of elements; integers become `float32` first.
  public static func / (a: some TensorScalar, b: Tensor) -> Tensor { b.real.scalar(a) / b }

  /// Divides, in place where nothing else holds the memory.
  public static func /= (a: inout Tensor, b: Tensor) { a.update(.divide, b) { $0 / $1 } }

  /// Divides, in place where nothing else holds the memory.
  public static func /= (a: inout Tensor, b: some TensorScalar) { a /= a.real.scalar(b) }
}

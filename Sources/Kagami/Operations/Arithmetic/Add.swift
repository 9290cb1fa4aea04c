internal import KagamiKernels

/// `a + b`, elementwise, with broadcasting.
struct Add: DifferentiableOperation {
  let name = "add"
  let saves: SavedTensors = .nothing

  func forward(_ inputs: [Tensor]) -> Tensor { .computing(.add, inputs[0], inputs[1]) }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let g = context.gradient
    return (0..<2).map { context.needs[$0] ? g.summed(to: context.shape($0)) : nil }
  }
}

extension Tensor {
  /// The sum of each pair of elements.
  ///
  /// Shapes broadcast, types promote. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.add.html>.
  public static func + (a: Tensor, b: Tensor) -> Tensor {
    recordMatched(Add(), a, b)
  }

  /// The sum of each pair of elements.
  public static func + (a: Tensor, b: some TensorScalar) -> Tensor { a + a.scalar(b) }

  /// The sum of each pair of elements.
  public static func + (a: some TensorScalar, b: Tensor) -> Tensor { b.scalar(a) + b }

  /// Adds, in place where nothing else holds the memory.
  public static func += (a: inout Tensor, b: Tensor) { a.update(.add, b) { $0 + $1 } }

  /// Adds, in place where nothing else holds the memory.
  public static func += (a: inout Tensor, b: some TensorScalar) { a += a.scalar(b) }
}

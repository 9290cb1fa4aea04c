/// What stands on the right of a system of equations, as columns.
struct RightHandSide {
  /// `[…, m, k]`; a vector is one column.
  let columns: Tensor
  /// The batch axes of both sides together.
  let batch: Shape
  private let isVector: Bool

  /// - Parameters:
  ///   - b: `[…, m, k]`, or, where vectors are taken, `[m]` or the matrices' shape without its last axis.
  ///   - matrices: `[…, m, n]`.
  /// - Throws: ``LinearAlgebraError`` unless `b` has the matrices' type and rows, and batches broadcast.
  /// - Precondition: both are on one device.
  init(
    _ b: Tensor, for matrices: Tensor, _ operation: String, takesVectors: Bool = true
  ) throws(LinearAlgebraError) {
    if b.device != matrices.device {
      misuse(
        operation, "the matrices are on \(matrices.device), the right-hand sides on \(b.device)",
        hint: "move one with to(_:)")
    }
    if b.dtype != matrices.dtype { throw .wrongType(operation: operation, b.dtype) }
    isVector =
      takesVectors
      && (b.rank == 1
        || b.rank == matrices.rank - 1 && b.shape == Shape(matrices.shape.dropLast()))
    columns = isVector ? b.unsqueeze(axis: -1) : b
    let outer = Shape(matrices.shape.dropLast(2))
    guard columns.rank >= 2,
      columns.shape[columns.rank - 2] == matrices.shape[matrices.rank - 2],
      let common = Broadcast.shape(outer, Shape(columns.shape.dropLast(2)))
    else {
      throw .wrongShape(
        operation: operation, b.shape, expected: "a right-hand side for \(matrices.shape)")
    }
    batch = common
  }

  /// A tensor's matrices repeated over the batch.
  func repeated(_ matrices: Tensor) -> Tensor {
    matrices.expand(Shape(Array(batch) + Array(matrices.shape.suffix(2))))
  }

  /// A solution in the form of the right-hand side.
  func formed(_ solution: Tensor) -> Tensor { isVector ? solution.squeeze(axis: -1) : solution }
}

// The parts of matrices on both sides of a diagonal.
extension Tensor {
  /// Matrices with zeros above a diagonal.
  ///
  /// ```swift
  /// Tensor.ones([3, 3]).tril()                              // the lower triangle
  /// ```
  /// What is above may be NaN: it is not multiplied. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.tril.html>.
  ///
  /// - Parameter diagonal: The last diagonal that stays: 0 the main one, 1 the one above it.
  /// - Precondition: there are two axes or more; the last two are rows and columns.
  public func tril(diagonal: Int = 0) -> Tensor {
    triangle("tril", diagonal) { rows, columns in columns .<= rows }
  }

  /// Matrices with zeros below a diagonal.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.triu.html>.
  ///
  /// - Parameter diagonal: The first diagonal that stays: 0 the main one, 1 the one above it.
  /// - Precondition: there are two axes or more; the last two are rows and columns.
  public func triu(diagonal: Int = 0) -> Tensor {
    triangle("triu", diagonal) { rows, columns in columns .>= rows }
  }

  private func triangle(
    _ operation: String, _ diagonal: Int, _ isKept: (Tensor, Tensor) -> Tensor
  ) -> Tensor {
    if rank < 2 {
      return standIn(
        after: MisuseError(operation, "a tensor of \(shape) has no rows and columns"))
    }
    let (rows, columns) = (shape[rank - 2], shape[rank - 1])
    // Beyond the matrix all diagonals are alike.
    let shift = Swift.min(Swift.max(diagonal, -rows), columns)
    let mask = isKept(
      Tensor.arange(shift, rows + shift, device: device).unsqueeze(axis: 1),
      Tensor.arange(columns, device: device))
    return .where(mask, self, Tensor.zeros([], dtype: dtype, device: device))
  }
}

/// An operation whose results may not exist: LAPACK finds them, or the reason why not.
protocol FactoringOperation: RecordableOperation {
  /// The results, `outputCount` of them; inputs carry no history.
  func factor(_ inputs: [Tensor]) throws(LinearAlgebraError) -> [Tensor]
}

/// Computes an operation and, if an input requires a gradient, records it.
func record(
  _ operation: some FactoringOperation, _ inputs: Tensor...
) throws(LinearAlgebraError) -> [Tensor] {
  recorded(operation, inputs, try operation.factor(inputs.map(\.withoutHistory)))
}

extension Tensor {
  /// The result of `body`, or NaN in this tensor's shape where there is none: a pass back cannot throw.
  func orNaN(_ body: () throws(LinearAlgebraError) -> Tensor) -> Tensor {
    do { return try body() } catch { return .full(like: self, Double.nan) }
  }

  /// A number for each matrix of a batch, as matrices that broadcast with them.
  var perMatrix: Tensor { unsqueeze(axis: -1).unsqueeze(axis: -1) }

  /// Matrices whose diagonal is this tensor's last axis, multiplied from the right: columns scaled by it.
  func scalingColumns(of matrices: Tensor) -> Tensor { matrices * unsqueeze(axis: -2) }

  /// Matrices with these rows scaled by this tensor's last axis.
  func scalingRows(of matrices: Tensor) -> Tensor { matrices * unsqueeze(axis: -1) }
}

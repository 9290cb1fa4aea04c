package import Kagami

/// What a ``BatchNorm`` in training takes its statistics from, where that is more than its own batch.
package protocol BatchStatistics {
  /// A batch by the statistics of all that belongs to it.
  ///
  /// - Parameters:
  ///   - x: `[n, features, …]`
  ///   - axes: All but that of the features.
  ///   - eps: What keeps the divisor from 0.
  /// - Returns: `(x − mean)/√(variance + ε)`, and the statistics without history, with how many values of each
  ///   feature they are of.
  func standardized(
    _ x: Tensor, _ axes: [Int], eps: Double
  ) -> (result: Tensor, moments: Tensor.Moments, values: Int)
}

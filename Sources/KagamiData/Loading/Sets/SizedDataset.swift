/// Something with a number of samples: what sets of batches and sets of single samples have in common.
///
/// ```swift
/// let parts = randomSplit(digits, lengths: [50_000, 10_000])    // of any such set
/// ```
public protocol SizedDataset: Sendable {
  /// The number of samples, 0 or more.
  var count: Int { get }
}

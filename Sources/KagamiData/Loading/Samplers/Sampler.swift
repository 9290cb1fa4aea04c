/// An order of samples, drawn anew by each loop over it.
///
/// ```swift
/// struct EvenFirst: Sampler {
///   let count: Int
///   func makeIterator() -> IndexingIterator<[Int]> {
///     (Array(stride(from: 0, to: count, by: 2)) + stride(from: 1, to: count, by: 2)).makeIterator()
///   }
/// }
/// let loader = DataLoader(digits, batchSize: 64, sampler: EvenFirst(count: digits.count))
/// ```
/// A sampler is a sequence of indices and can be anything; those here have PyTorch's draws. Source:
/// <https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.Sampler>.
public protocol Sampler: Sequence, Sendable where Element == Int {
  /// How many indices a loop gives.
  var count: Int { get }
}

/// Batches of indices, drawn anew by each loop over them.
///
/// ```swift
/// struct Whole: IndexBatches {
///   let batches: [[Int]]
///   var count: Int { batches.count }
///   func makeIterator() -> IndexingIterator<[[Int]]> { batches.makeIterator() }
/// }
/// let loader = DataLoader(digits, batchSampler: Whole(batches: [[0, 1], [2, 3, 4]]))
/// ```
/// ``BatchSampler`` makes them of the indices of a ``Sampler``.
public protocol IndexBatches: Sequence, Sendable where Element == [Int] {
  /// How many batches a loop gives.
  var count: Int { get }
}

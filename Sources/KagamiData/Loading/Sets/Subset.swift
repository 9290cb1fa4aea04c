/// Some samples of a set, in an order of their own.
///
/// ```swift
/// let odd = Subset(digits, indices: Array(stride(from: 1, to: digits.count, by: 2)))
/// ```
/// It has batches where the set has batches, and single samples where the set has these. Source:
/// <https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.Subset>.
public struct Subset<Data: SizedDataset>: SizedDataset {
  /// The set that the samples are of.
  public let dataset: Data
  /// Which samples of the set, in which order; one may come often.
  public let indices: [Int]

  /// Selects samples.
  ///
  /// - Parameters:
  ///   - dataset: The set.
  ///   - indices: Indices of its samples.
  /// - Precondition: each index is that of a sample.
  public init(_ dataset: Data, indices: [Int]) {
    dataset.check(indices, "Subset")
    self.dataset = dataset
    self.indices = indices
  }

  /// The number of samples.
  public var count: Int { indices.count }

  /// The set's own indices of some of these samples.
  private func places(_ indices: [Int], _ operation: String) -> [Int] {
    check(indices, operation)
    return indices.map { self.indices[$0] }
  }
}

extension Subset: Dataset where Data: Dataset {
  /// The samples at `indices` of the subset, in that order.
  public func batch(_ indices: [Int]) -> Data.Batch {
    dataset.batch(places(indices, "Subset.batch"))
  }

  /// The same as far as it draws no random numbers.
  public func prepare(_ indices: [Int]) -> Prepared<Data.Batch> {
    dataset.prepare(places(indices, "Subset.prepare"))
  }
}

extension Subset: SampleDataset where Data: SampleDataset {
  /// The sample at an index of the subset.
  public func item(_ index: Int) -> Data.Sample {
    dataset.item(places([index], "Subset.item")[0])
  }

  /// The same as far as it draws no random numbers.
  public func prepare(item index: Int) -> Prepared<Data.Sample> {
    dataset.prepare(item: places([index], "Subset.prepare")[0])
  }
}

/// The samples of a set by the batch; see ``SampleDataset/collated(by:)``.
public struct CollatedDataset<Base: SampleDataset, Batch>: Dataset {
  /// The set of single samples.
  public let base: Base
  private let join: @Sendable ([Base.Sample]) -> Batch

  init(_ base: Base, join: @escaping @Sendable ([Base.Sample]) -> Batch) {
    self.base = base
    self.join = join
  }

  /// The number of samples.
  public var count: Int { base.count }

  /// The samples at `indices`, fetched in that order and joined.
  public func batch(_ indices: [Int]) -> Batch { join(indices.map(base.item)) }

  /// The same as far as it draws no random numbers.
  public func prepare(_ indices: [Int]) -> Prepared<Batch> {
    Prepared.all(indices.map { base.prepare(item: $0) }).map(join)
  }
}

extension SampleDataset {
  /// The samples by the batch, joined by a function.
  ///
  /// ```swift
  /// let pairs = recordings.collated { collate(pairs: $0) }            // tuples, column by column
  /// let ragged = sentences.collated { $0 }                     // lists as they are
  /// ```
  /// - Parameter join: Makes a batch of one sample or more.
  public func collated<Batch>(
    by join: @escaping @Sendable ([Sample]) -> Batch
  ) -> CollatedDataset<Self, Batch> {
    CollatedDataset(self, join: join)
  }
}

extension SampleDataset where Sample: Collatable {
  /// The samples by the batch, joined as PyTorch's `default_collate` does.
  ///
  /// ```swift
  /// data.samples.collated().batch([0, 1])                      // tensors stacked, [2, …]
  /// ```
  public func collated() -> CollatedDataset<Self, Sample.Collated> {
    CollatedDataset(self) { Sample.collated($0) }
  }
}

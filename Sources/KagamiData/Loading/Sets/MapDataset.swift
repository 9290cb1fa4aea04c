/// A set whose batches are made of another's; see ``Dataset/map(drawsNumbers:_:)``.
public struct MapDataset<Base: Dataset, Batch>: Dataset {
  /// The set underneath.
  public let base: Base
  /// Whether the function draws random numbers.
  public let drawsNumbers: Bool
  private let transform: @Sendable (Base.Batch) -> Batch

  init(_ base: Base, drawsNumbers: Bool, transform: @escaping @Sendable (Base.Batch) -> Batch) {
    self.base = base
    self.drawsNumbers = drawsNumbers
    self.transform = transform
  }

  /// The number of samples.
  public var count: Int { base.count }

  /// What the function makes of the batch at `indices`.
  public func batch(_ indices: [Int]) -> Batch { transform(base.batch(indices)) }

  /// The same as far as it draws no random numbers.
  public func prepare(_ indices: [Int]) -> Prepared<Batch> {
    base.prepare(indices).map(drawsNumbers: drawsNumbers, transform)
  }
}

extension Dataset {
  /// A set whose batches are made of this one's, whenever one is fetched.
  ///
  /// ```swift
  /// let noisy = digits.map(drawsNumbers: true) { $0.images + 0.1 * Tensor.randn($0.images.shape) }
  /// ```
  /// - Parameters:
  ///   - drawsNumbers: Whether the function draws random numbers; a ``DataLoader`` that prefetches
  ///     then calls it on the iterating thread, so that the draws keep their order.
  ///   - transform: The function, of a whole batch.
  public func map<Result>(
    drawsNumbers: Bool = false, _ transform: @escaping @Sendable (Batch) -> Result
  ) -> MapDataset<Self, Result> {
    MapDataset(self, drawsNumbers: drawsNumbers, transform: transform)
  }
}

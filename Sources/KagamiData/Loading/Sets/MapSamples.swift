/// A set whose samples are made of another's; see ``SampleDataset/map(drawsNumbers:_:)``.
public struct MapSamples<Base: SampleDataset, Sample>: SampleDataset {
  /// The set underneath.
  public let base: Base
  /// Whether the function draws random numbers.
  public let drawsNumbers: Bool
  private let transform: @Sendable (Base.Sample) -> Sample

  init(
    _ base: Base, drawsNumbers: Bool, transform: @escaping @Sendable (Base.Sample) -> Sample
  ) {
    self.base = base
    self.drawsNumbers = drawsNumbers
    self.transform = transform
  }

  /// The number of samples.
  public var count: Int { base.count }

  /// What the function makes of the sample at an index.
  public func item(_ index: Int) -> Sample { transform(base.item(index)) }

  /// The same as far as it draws no random numbers.
  public func prepare(item index: Int) -> Prepared<Sample> {
    base.prepare(item: index).map(drawsNumbers: drawsNumbers, transform)
  }
}

extension SampleDataset {
  /// A set whose samples are made of this one's, one by one, each time they are fetched.
  ///
  /// ```swift
  /// let shift = RandomCrop(height: 32, width: 32, padding: 4)
  /// let augment = Transforms([shift, RandomHorizontalFlip()])
  /// let training = images.map(drawsNumbers: true) { (augment($0.image), $0.label) }
  /// ```
  /// - Parameters:
  ///   - drawsNumbers: Whether the function draws random numbers; a ``DataLoader`` that prefetches
  ///     then calls it on the iterating thread, so that the draws keep their order.
  ///   - transform: The function.
  public func map<Result>(
    drawsNumbers: Bool = false, _ transform: @escaping @Sendable (Sample) -> Result
  ) -> MapSamples<Self, Result> {
    MapSamples(self, drawsNumbers: drawsNumbers, transform: transform)
  }
}

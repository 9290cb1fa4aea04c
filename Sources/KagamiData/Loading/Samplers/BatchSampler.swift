internal import Kagami

/// The indices of a sampler, batch by batch.
///
/// ```swift
/// Array(BatchSampler(SequentialSampler(count: 5), batchSize: 2))    // [[0, 1], [2, 3], [4]]
/// ```
/// Source: <https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.BatchSampler>.
public struct BatchSampler<Base: Sampler>: IndexBatches {
  /// Where the indices come from.
  public let sampler: Base
  /// Indices in a batch.
  public let batchSize: Int
  /// Whether a last batch that is not full is left out.
  public let dropLast: Bool

  /// Batches of a sampler's indices.
  ///
  /// - Parameters:
  ///   - sampler: Where the indices come from.
  ///   - batchSize: Indices in a batch, 1 or more.
  ///   - dropLast: Whether a last batch that is not full is left out.
  public init(_ sampler: Base, batchSize: Int, dropLast: Bool = false) {
    if batchSize < 1 {
      misuse("BatchSampler", "a batch of \(batchSize) samples holds none", hint: "use 1 or more")
    }
    self.sampler = sampler
    self.batchSize = batchSize
    self.dropLast = dropLast
  }

  /// How many batches a loop gives.
  public var count: Int {
    let (full, rest) = sampler.count.quotientAndRemainder(dividingBy: batchSize)
    return full + (rest > 0 && !dropLast ? 1 : 0)
  }

  /// Begins a loop.
  public func makeIterator() -> Iterator {
    Iterator(base: sampler.makeIterator(), batchSize: batchSize, dropLast: dropLast)
  }

  /// One loop.
  public struct Iterator: IteratorProtocol, LookAhead {
    private var base: Base.Iterator
    private let batchSize: Int
    private let dropLast: Bool

    init(base: Base.Iterator, batchSize: Int, dropLast: Bool) {
      self.base = base
      self.batchSize = batchSize
      self.dropLast = dropLast
    }

    /// The next batch, or nil after the last.
    public mutating func next() -> [Int]? {
      var batch: [Int] = []
      while batch.count < batchSize, let index = base.next() { batch.append(index) }
      return batch.isEmpty || dropLast && batch.count < batchSize ? nil : batch
    }

    var canLookAhead: Bool {
      (base as? DrawnIndices).map { $0.ready >= batchSize } ?? true
    }
  }
}

/// An iterator that tells whether its next element could be taken early without others' noticing.
protocol LookAhead {
  /// Whether taking the next element now leaves every random number where it would be without.
  var canLookAhead: Bool { get }
}

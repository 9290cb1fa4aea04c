public import Kagami

/// The batches of a dataset, epoch after epoch.
///
/// ```swift
/// let loader = DataLoader(digits, batchSize: 64, shuffle: true)
/// for batch in loader { … }     // one epoch; the next loop shuffles anew
/// ```
/// Order and random draws are PyTorch's for the same seed: each epoch draws a base seed, and then, if
/// it shuffles and no generator was named, the seed of a fresh generator for `randperm`. Source:
/// <https://docs.pytorch.org/docs/stable/data.html>.
public struct DataLoader<Data: Dataset>: Sequence {
  /// The dataset that samples are read from.
  public let dataset: Data
  /// Samples in a batch.
  public let batchSize: Int
  /// Whether each epoch has its own random order.
  public let shuffle: Bool
  /// Whether a last batch that is not full is left out.
  public let dropLast: Bool
  /// The stream of random numbers; the current one if nil.
  public let generator: RandomGenerator?

  /// - Precondition: `batchSize` is positive.
  public init(
    _ dataset: Data, batchSize: Int = 1, shuffle: Bool = false, dropLast: Bool = false,
    generator: RandomGenerator? = nil
  ) {
    if batchSize < 1 {
      misuse("DataLoader", "a batch of \(batchSize) samples holds none", hint: "use 1 or more")
    }
    self.dataset = dataset
    self.batchSize = batchSize
    self.shuffle = shuffle
    self.dropLast = dropLast
    self.generator = generator
  }

  /// The dataset's own count, once it is known to be one.
  private var sampleCount: Int {
    let count = dataset.count
    if count < 0 {
      misuse(
        "DataLoader", "a dataset of \(count) samples", hint: "Dataset.count must be 0 or more")
    }
    return count
  }

  /// The number of batches in an epoch.
  public var count: Int {
    let (full, rest) = sampleCount.quotientAndRemainder(dividingBy: batchSize)
    return full + (rest > 0 && !dropLast ? 1 : 0)
  }

  /// Begins an epoch.
  public func makeIterator() -> Iterator {
    _ = (generator ?? .current).nextSeed()
    return Iterator(loader: self)
  }

  /// One epoch.
  public struct Iterator: IteratorProtocol {
    private let loader: DataLoader
    private var order: [Int]?
    private var position = 0
    private var hasEnded = false

    init(loader: DataLoader) { self.loader = loader }

    /// The next batch, or nil after the last.
    public mutating func next() -> Data.Batch? {
      let order = order ?? loader.drawOrder()
      self.order = order
      // Subtracted, not added: the batch may be as large as a number can be.
      let rest = order.count - position
      let end = position + Swift.min(loader.batchSize, rest)
      if loader.batchSize > rest, !hasEnded {
        hasEnded = true
        loader.drawRemainder()
      }
      guard position < end, !loader.dropLast || end - position == loader.batchSize else {
        return nil
      }
      defer { position = end }
      return loader.dataset.batch(Array(order[position..<end]))
    }
  }

  /// At the end of its permutation PyTorch's sampler draws another, of which it takes no number; a
  /// named generator moves on by that much.
  private func drawRemainder() {
    if shuffle, let generator { _ = Tensor.randperm(sampleCount, generator: generator) }
  }

  private func drawOrder() -> [Int] {
    guard shuffle else { return Array(0..<sampleCount) }
    let stream = generator ?? RandomGenerator(seed: RandomGenerator.current.nextSeed())
    return Tensor.randperm(sampleCount, generator: stream).array(of: Int.self)
  }
}

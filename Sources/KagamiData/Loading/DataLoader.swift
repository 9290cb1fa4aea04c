public import Kagami

/// The batches of a dataset, epoch after epoch.
///
/// ```swift
/// let loader = DataLoader(digits, batchSize: 64, shuffle: true)
/// for batch in loader { … }     // one epoch; the next loop shuffles anew
/// ```
/// Order and random draws are PyTorch's for the same seed: each epoch draws a base seed, and then, if
/// it shuffles and no generator was named, the seed of a fresh generator for `randperm`.
///
/// With `prefetch`, threads assemble so many batches beyond the one that the loop is at. Batches, their
/// order and all random numbers are the same as without: numbers are drawn on the iterating thread. A loop
/// that ends early waits for the batches that are being assembled, and leaves no thread behind. Source:
/// <https://docs.pytorch.org/docs/stable/data.html>.
public struct DataLoader<Data: Dataset>: Sequence {
  /// The dataset that samples are read from.
  public let dataset: Data
  /// Samples in a batch; 0 where a batch sampler decides.
  public let batchSize: Int
  /// Whether each epoch has its own random order; false where a sampler decides.
  public let shuffle: Bool
  /// Whether a last batch that is not full is left out.
  public let dropLast: Bool
  /// The stream of random numbers; the current one if nil.
  public let generator: RandomGenerator?
  /// How many batches are assembled ahead, on threads; 0 for none, on the iterating thread.
  public let prefetch: Int
  /// How many threads assemble batches where `prefetch` is positive.
  public let workers: Int
  private let order: Order

  /// Where the indices of batches come from.
  private enum Order {
    case own
    case sampler(any Sampler)
    case batches(any IndexBatches)
  }

  /// Batches in order, or shuffled.
  ///
  /// - Parameters:
  ///   - dataset: Where samples are read from.
  ///   - batchSize: Samples in a batch.
  ///   - shuffle: Whether each epoch has its own random order.
  ///   - dropLast: Whether a last batch that is not full is left out.
  ///   - generator: The stream of random numbers; the current one unless given.
  ///   - prefetch: How many batches are assembled ahead, 0 or more.
  ///   - workers: How many threads assemble them, 1 or more.
  /// - Precondition: `batchSize` is positive.
  public init(
    _ dataset: Data, batchSize: Int = 1, shuffle: Bool = false, dropLast: Bool = false,
    generator: RandomGenerator? = nil, prefetch: Int = 0, workers: Int = 1
  ) {
    self.init(
      dataset, batchSize, shuffle, dropLast, generator, prefetch, workers, .own)
  }

  /// Batches of the indices that a sampler gives.
  ///
  /// ```swift
  /// DataLoader(digits, batchSize: 64, sampler: WeightedRandomSampler(weights, numSamples: 6_400))
  /// ```
  /// - Parameters:
  ///   - dataset: Where samples are read from.
  ///   - batchSize: Samples in a batch.
  ///   - sampler: The indices of an epoch.
  ///   - dropLast: Whether a last batch that is not full is left out.
  ///   - generator: The stream that an epoch's base seed is drawn from; the current one unless given.
  ///   - prefetch: How many batches are assembled ahead, 0 or more.
  ///   - workers: How many threads assemble them, 1 or more.
  /// - Precondition: `batchSize` is positive.
  public init(
    _ dataset: Data, batchSize: Int = 1, sampler: some Sampler, dropLast: Bool = false,
    generator: RandomGenerator? = nil, prefetch: Int = 0, workers: Int = 1
  ) {
    self.init(
      dataset, batchSize, false, dropLast, generator, prefetch, workers, .sampler(sampler))
  }

  /// Batches of the indices that a batch sampler gives.
  ///
  /// - Parameters:
  ///   - dataset: Where samples are read from.
  ///   - batchSampler: The batches of indices of an epoch.
  ///   - generator: The stream that an epoch's base seed is drawn from; the current one unless given.
  ///   - prefetch: How many batches are assembled ahead, 0 or more.
  ///   - workers: How many threads assemble them, 1 or more.
  public init(
    _ dataset: Data, batchSampler: some IndexBatches, generator: RandomGenerator? = nil,
    prefetch: Int = 0, workers: Int = 1
  ) {
    self.init(dataset, 0, false, false, generator, prefetch, workers, .batches(batchSampler))
  }

  private init(
    _ dataset: Data, _ batchSize: Int, _ shuffle: Bool, _ dropLast: Bool,
    _ generator: RandomGenerator?, _ prefetch: Int, _ workers: Int, _ order: Order
  ) {
    if case .batches = order {
    } else if batchSize < 1 {
      misuse("DataLoader", "a batch of \(batchSize) samples holds none", hint: "use 1 or more")
    }
    if prefetch < 0 || workers < 1 {
      misuse(
        "DataLoader", "\(prefetch) batches cannot be assembled ahead by \(workers) threads",
        hint: "use prefetch of 0 or more, and 1 worker or more")
    }
    self.dataset = dataset
    self.batchSize = batchSize
    self.shuffle = shuffle
    self.dropLast = dropLast
    self.generator = generator
    self.prefetch = prefetch
    self.workers = workers
    self.order = order
  }

  /// The number of batches in an epoch.
  public var count: Int { batches.count }

  /// The batches of indices of one epoch after the other.
  private var batches: any IndexBatches {
    func batches(_ sampler: some Sampler) -> any IndexBatches {
      BatchSampler(sampler, batchSize: batchSize, dropLast: dropLast)
    }
    switch order {
    case .batches(let batches): return batches
    case .sampler(let sampler): return batches(sampler)
    case .own:
      let count = dataset.count
      if count < 0 {
        misuse(
          "DataLoader", "a dataset of \(count) samples", hint: "Dataset.count must be 0 or more")
      }
      return shuffle
        ? batches(RandomSampler(count: count, generator: generator))
        : batches(SequentialSampler(count: count))
    }
  }

  /// Begins an epoch.
  public func makeIterator() -> Iterator {
    let batches = batches
    _ = (generator ?? .current).nextSeed()
    return Iterator(dataset, batches, prefetch: prefetch, workers: workers)
  }
}

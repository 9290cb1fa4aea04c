internal import Kagami
public import KagamiData
internal import Synchronization

/// One rank's part of the indices of a dataset, in an order that all ranks draw alike.
///
/// ```swift
/// let sampler = DistributedSampler(count: digits.count, ranks: world.size, rank: world.rank)
/// let loader = DataLoader(digits, batchSize: 64, sampler: sampler)
/// for epoch in 0..<20 {
///   sampler.setEpoch(epoch)                     // otherwise every epoch has the first one's order
///   for batch in loader { … }
/// }
/// ```
/// Every rank gets as many: where they do not come out even, the first indices come again, or the last are left out.
/// The indices are those of
/// <https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.distributed.DistributedSampler>, one by one.
public final class DistributedSampler: Sampler {
  /// How many indices a loop gives.
  public let count: Int
  /// How many samples there are.
  public let population: Int
  /// How many ranks share them.
  public let ranks: Int
  /// Whose part it is.
  public let rank: Int
  /// Whether each epoch has an order of its own.
  public let shuffle: Bool
  /// What the order of an epoch follows from, besides its number.
  public let seed: UInt64
  /// Whether indices that do not come out even are left out.
  public let dropLast: Bool
  private let epoch = Atomic<Int>(0)

  /// One rank's part.
  ///
  /// - Parameters:
  ///   - count: How many samples there are, 1 or more.
  ///   - ranks: How many ranks share them.
  ///   - rank: Whose part it is.
  ///   - shuffle: Whether each epoch has an order of its own.
  ///   - seed: What the order follows from; the same on every rank.
  ///   - dropLast: Whether indices that do not come out even are left out, and not padded.
  /// - Precondition: there is such a rank.
  public init(
    count: Int, ranks: Int, rank: Int, shuffle: Bool = true, seed: UInt64 = 0,
    dropLast: Bool = false
  ) {
    if count < 1 { misuse("DistributedSampler", "\(count) samples", hint: "use 1 or more") }
    if ranks < 1 || !(0..<ranks).contains(rank) {
      misuse(
        "DistributedSampler", "there is no rank \(rank) among \(ranks)", hint: "ranks count from 0")
    }
    population = count
    (self.ranks, self.rank, self.shuffle) = (ranks, rank, shuffle)
    (self.seed, self.dropLast) = (seed, dropLast)
    self.count =
      dropLast && count % ranks != 0
      ? (Swift.max(count - ranks, 0) + ranks - 1) / ranks : (count + ranks - 1) / ranks
  }

  /// Chooses the order of the next loop.
  ///
  /// - Parameter epoch: Its number; the same on every rank.
  public func setEpoch(_ epoch: Int) { self.epoch.store(epoch, ordering: .relaxed) }

  /// Begins a loop.
  public func makeIterator() -> IndexingIterator<[Int]> {
    var indices = Array(0..<population)
    if shuffle {
      let seed = seed &+ UInt64(bitPattern: Int64(epoch.load(ordering: .relaxed)))
      indices = Tensor.randperm(population, generator: RandomGenerator(seed: seed)).array(
        of: Int.self)
    }
    let total = count * ranks
    return stride(from: rank, to: total, by: ranks).map { indices[$0 % population] }.makeIterator()
  }
}

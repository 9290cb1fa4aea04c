internal import Kagami
public import KagamiData

/// One rank's part of every batch.
///
/// ```swift
/// let whole = BatchSampler(RandomSampler(count: digits.count, generator: order), batchSize: 128, dropLast: true)
/// let loader = DataLoader(
///   digits, batchSampler: ShardedBatches(of: whole, ranks: world.size, rank: world.rank), generator: order)
/// ```
/// All ranks draw the same batches, from streams of one state, and rank r takes their elements r, r + N, r + 2N and so
/// on: what the ranks compute together is one batch of one process. With a ``DistributedSampler`` it is the same split
/// of batches N times as large.
public struct ShardedBatches<Base: IndexBatches>: IndexBatches {
  /// The batches that are shared out.
  public let base: Base
  /// How many ranks share them.
  public let ranks: Int
  /// Whose part it is.
  public let rank: Int

  /// A rank's part.
  ///
  /// - Parameters:
  ///   - base: The batches; the same on every rank.
  ///   - ranks: How many ranks share them.
  ///   - rank: Whose part it is.
  /// - Precondition: there is such a rank, and the ranks share every batch out evenly.
  public init(of base: Base, ranks: Int, rank: Int) {
    if ranks < 1 || !(0..<ranks).contains(rank) {
      misuse(
        "ShardedBatches", "there is no rank \(rank) among \(ranks)", hint: "ranks count from 0")
    }
    (self.base, self.ranks, self.rank) = (base, ranks, rank)
  }

  /// How many batches a loop gives.
  public var count: Int { base.count }

  /// Begins a loop.
  public func makeIterator() -> AnyIterator<[Int]> {
    var batches = base.makeIterator()
    return AnyIterator {
      guard let batch = batches.next() else { return nil }
      if batch.count % ranks != 0 {
        misuse(
          "ShardedBatches", "\(ranks) ranks cannot share a batch of \(batch.count) evenly",
          hint: "use a batch size that is a multiple of \(ranks), and dropLast")
      }
      return stride(from: rank, to: batch.count, by: ranks).map { batch[$0] }
    }
  }
}

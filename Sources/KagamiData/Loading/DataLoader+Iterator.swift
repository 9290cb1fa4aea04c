extension DataLoader {
  /// One epoch.
  public struct Iterator: IteratorProtocol {
    private let dataset: Data
    private let prefetch: Int
    private let prefetcher: Prefetcher<Data.Batch>?
    private var indices: any IteratorProtocol<[Int]>
    private var hasEnded = false

    init(_ dataset: Data, _ batches: any IndexBatches, prefetch: Int, workers: Int) {
      func iterator(_ batches: some IndexBatches) -> any IteratorProtocol<[Int]> {
        batches.makeIterator()
      }
      self.dataset = dataset
      self.prefetch = prefetch
      indices = iterator(batches)
      // No more threads than can be at work at once: one for each batch ahead, and one for the next.
      let threads = Swift.min(workers, prefetch < Int.max ? prefetch + 1 : prefetch)
      let prefetcher =
        prefetch > 0
        ? Prefetcher<Data.Batch>(workers: threads) { dataset.prepare($0) } : nil
      self.prefetcher = prefetcher?.isRunning == true ? prefetcher : nil
    }

    /// The next batch, or nil after the last.
    public mutating func next() -> Data.Batch? {
      guard let prefetcher else { return indices.next().map { dataset.batch($0) } }
      // Indices are drawn when they must be, and earlier only where no other stream of numbers is changed by that.
      while !hasEnded,
        prefetcher.outstanding == 0 || prefetcher.outstanding <= prefetch && canLookAhead
      {
        if let next = indices.next() { prefetcher.request(next) } else { hasEnded = true }
      }
      return prefetcher.outstanding > 0 ? prefetcher.take().finished() : nil
    }

    /// Samplers from elsewhere are drawn from early, as PyTorch's workers do it.
    private var canLookAhead: Bool { (indices as? any LookAhead)?.canLookAhead ?? true }
  }
}

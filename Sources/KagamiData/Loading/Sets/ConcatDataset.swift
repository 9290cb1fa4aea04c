internal import Kagami

/// Sets one behind the other.
///
/// ```swift
/// let both = ConcatDataset([training, validation])
/// both.batch([0, training.count])                     // the first sample of each
/// ```
/// It has single samples where its sets have them, and batches where theirs can be joined. Source:
/// <https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.ConcatDataset>.
public struct ConcatDataset<Data: SizedDataset>: SizedDataset {
  /// The sets, in order.
  public let datasets: [Data]
  /// The number of samples of all sets together.
  public let count: Int
  /// For each set, the index of its first sample.
  private let starts: [Int]

  /// Joins sets.
  ///
  /// - Parameter datasets: One or more.
  public init(_ datasets: [Data]) {
    if datasets.isEmpty { misuse("ConcatDataset", "there is no set", hint: "pass one or more") }
    self.datasets = datasets
    var (starts, count) = ([Int](), 0)
    for dataset in datasets {
      starts.append(count)
      count += dataset.count
    }
    (self.starts, self.count) = (starts, count)
  }

  /// The set of a sample, and the sample's index there.
  private func place(_ index: Int) -> (set: Int, index: Int) {
    // The last set that begins no later; sets without samples begin where the next one does.
    var (low, high) = (0, starts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= index { low = middle } else { high = middle }
    }
    return (low, index - starts[low])
  }
}

extension ConcatDataset: SampleDataset where Data: SampleDataset {
  /// The sample at an index.
  public func item(_ index: Int) -> Data.Sample {
    check([index], "ConcatDataset.item")
    let place = place(index)
    return datasets[place.set].item(place.index)
  }

  /// The same as far as it draws no random numbers.
  public func prepare(item index: Int) -> Prepared<Data.Sample> {
    check([index], "ConcatDataset.prepare")
    let place = place(index)
    return datasets[place.set].prepare(item: place.index)
  }
}

extension ConcatDataset: Dataset where Data: Dataset, Data.Batch: JoinableBatch {
  /// The samples at `indices`, in that order: a batch of each set that has any, joined.
  public func batch(_ indices: [Int]) -> Data.Batch { prepare(indices).finished() }

  /// The same as far as it draws no random numbers.
  public func prepare(_ indices: [Int]) -> Prepared<Data.Batch> {
    check(indices, "ConcatDataset.batch")
    let places = indices.map(place)
    // No index at all is a batch of none of the first set.
    let sets = indices.isEmpty ? [0] : Set(places.map(\.set)).sorted()
    var (parts, order, start) = ([Prepared<Data.Batch>](), indices, 0)
    for set in sets {
      let chosen = places.indices.filter { places[$0].set == set }
      parts.append(datasets[set].prepare(chosen.map { places[$0].index }))
      for (offset, position) in chosen.enumerated() { order[position] = start + offset }
      start += chosen.count
    }
    return Prepared.all(parts).map { [order] parts in
      parts.count == 1 ? parts[0] : Data.Batch.joining(parts, order: order)
    }
  }
}

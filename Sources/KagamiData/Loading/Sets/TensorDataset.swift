public import Kagami

/// Tensors of one first extent; a sample is the slice of each at its index.
///
/// ```swift
/// let data = TensorDataset(points, targets)           // [1000, 2] and [1000]
/// for batch in DataLoader(data, batchSize: 50, shuffle: true) {
///   let (x, y) = (batch[0], batch[1])                 // [50, 2] and [50]
/// }
/// ```
/// Source: <https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.TensorDataset>.
public struct TensorDataset: Dataset {
  /// The tensors, of which each has a slice for each sample.
  public let tensors: [Tensor]
  /// The number of samples: the tensors' first extent.
  public let count: Int

  /// Joins tensors.
  ///
  /// - Parameter tensors: One or more, `[samples, …]` each.
  /// - Precondition: all have the same first extent.
  public init(_ tensors: [Tensor]) {
    guard let count = tensors.first?.shape.first,
      tensors.allSatisfy({ $0.shape.first == count })
    else {
      misuse(
        "TensorDataset", "tensors of \(tensors.map(\.shape)) do not have one first extent",
        hint: "pass tensors of [samples, …]")
    }
    self.tensors = tensors
    self.count = count
  }

  /// Joins tensors.
  ///
  /// - Parameter tensors: One or more, `[samples, …]` each.
  /// - Precondition: all have the same first extent.
  public init(_ tensors: Tensor...) { self.init(tensors) }

  /// The slices at `indices`, tensor by tensor.
  ///
  /// - Parameter indices: Which samples, in that order; one may come often.
  /// - Returns: For each tensor one of `[indices.count, …]`.
  public func batch(_ indices: [Int]) -> [Tensor] {
    check(indices, "TensorDataset.batch")
    let index = Tensor(indices)
    return tensors.map { $0.indexSelect(axis: 0, index) }
  }

  /// The samples one by one, for transforms of single ones and for ``SampleDataset/collated()``.
  ///
  /// ```swift
  /// data.samples.item(7)[0]                           // [2]
  /// ```
  public var samples: TensorSamples { TensorSamples(data: self) }
}

/// The samples of a ``TensorDataset`` one by one.
public struct TensorSamples: SampleDataset {
  /// Where they come from.
  public let data: TensorDataset

  init(data: TensorDataset) { self.data = data }

  /// The number of samples.
  public var count: Int { data.count }

  /// The slice of each tensor at an index, without the first axis; views.
  public func item(_ index: Int) -> [Tensor] {
    check([index], "TensorDataset.samples.item")
    return data.tensors.map { $0[index] }
  }
}

public import Kagami

/// A batch that can be made of the samples of several, as ``ConcatDataset`` needs.
///
/// ```swift
/// [Tensor].joining([a, b], order: [1, 2, 0])          // of the samples of a, then those of b
/// ```
public protocol JoinableBatch {
  /// The samples of several batches as one, in a given order.
  ///
  /// - Parameters:
  ///   - parts: One batch or more.
  ///   - order: For each sample of the result, its place among the samples of all parts in order.
  static func joining(_ parts: [Self], order: [Int]) -> Self
}

extension Tensor: JoinableBatch {
  /// The slices of several tensors along their first axes, in a given order.
  public static func joining(_ parts: [Tensor], order: [Int]) -> Tensor {
    Tensor.concatenate(parts).indexSelect(axis: 0, Tensor(order))
  }
}

extension [Tensor]: JoinableBatch {
  /// The slices of the tensors of several lists of one length, place by place.
  public static func joining(_ parts: [[Tensor]], order: [Int]) -> [Tensor] {
    let count = parts.first?.count ?? 0
    if let odd = parts.first(where: { $0.count != count }) {
      misuse("ConcatDataset", "batches of \(count) and \(odd.count) tensors cannot be joined")
    }
    return (0..<count).map { place in
      Tensor.joining(parts.map { $0[place] }, order: order)
    }
  }
}

extension ImageBatch: JoinableBatch {
  /// The images and labels of several batches.
  public static func joining(_ parts: [ImageBatch], order: [Int]) -> ImageBatch {
    ImageBatch(
      images: Tensor.joining(parts.map(\.images), order: order),
      labels: Tensor.joining(parts.map(\.labels), order: order))
  }
}

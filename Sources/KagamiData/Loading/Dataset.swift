public import Kagami

/// A list of samples that can be fetched by the batch.
public protocol Dataset: Sendable {
  /// What a batch of samples is.
  associatedtype Batch

  /// The number of samples.
  var count: Int { get }

  /// The samples at `indices`, in that order.
  func batch(_ indices: [Int]) -> Batch
}

/// A batch of labelled images.
public struct ImageBatch: Sendable {
  /// `[batch, height × width]`, `float32` in [−1, 1].
  public let images: Tensor
  /// `[batch]`, `int64`.
  public let labels: Tensor
}

extension DigitImages: Dataset {
  /// Images as floats in [−1, 1], and their labels.
  ///
  /// In memory the pixels stay bytes; each batch is converted as it is fetched.
  public func batch(_ indices: [Int]) -> ImageBatch {
    for index in indices { check(index, "DigitImages.batch") }
    return ImageBatch(
      images: Tensor(normalizing: pixels, rows: indices, rowLength: height * width),
      labels: Tensor(indices.map { Int64(labels[$0]) }))
  }
}

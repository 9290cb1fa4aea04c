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

extension Dataset {
  /// All samples as one batch, in their order.
  public var all: Batch { batch(Array(0..<count)) }
}

/// A batch of labelled images.
public struct ImageBatch: Sendable {
  /// `[batch, height × width]`, `float32` in [−1, 1].
  public let images: Tensor
  /// `[batch]`, `int64`.
  public let labels: Tensor

  /// Joins images and their labels.
  ///
  /// - Parameters:
  ///   - images: `[batch, height × width]` in [−1, 1].
  ///   - labels: `[batch]`, `int64`.
  /// - Precondition: there is a label for each image.
  public init(images: Tensor, labels: Tensor) {
    if images.rank != 2 || labels.shape != [images.shape[0]] || labels.dtype != .int64 {
      misuse(
        "ImageBatch", "images of \(images.shape) and \(labels.dtype) labels of \(labels.shape)",
        hint: "expected [batch, pixels], and int64 of [batch]")
    }
    self.images = images
    self.labels = labels
  }
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

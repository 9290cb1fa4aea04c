public import Kagami

/// A list of samples that can be fetched by the batch.
///
/// Where samples come one by one, ``SampleDataset`` is less work.
public protocol Dataset: SizedDataset {
  /// What a batch of samples is.
  associatedtype Batch

  /// The samples at `indices`, in that order.
  func batch(_ indices: [Int]) -> Batch

  /// The same as far as it draws no random numbers, on whatever thread; what is left is done when the
  /// batch is delivered.
  ///
  /// A set whose batches do not depend on random numbers needs no such function: unless there is one,
  /// this is the whole of ``batch(_:)``.
  ///
  /// - Parameter indices: Which samples, in that order.
  /// - Returns: The batch, or what is left to do for it.
  func prepare(_ indices: [Int]) -> Prepared<Batch>
}

extension Dataset {
  /// All samples as one batch, in their order.
  public var all: Batch { batch(Array(0..<count)) }

  /// The whole batch.
  public func prepare(_ indices: [Int]) -> Prepared<Batch> { .complete(batch(indices)) }
}

extension SizedDataset {
  /// Stops with a message if one of the indices names no sample.
  func check(_ indices: [Int], _ operation: String) {
    let count = count
    if let odd = indices.first(where: { $0 < 0 || $0 >= count }) {
      misuse(
        operation, "sample \(odd) is not among \(count)",
        hint: count == 0 ? "there are no samples" : "indices are 0 to \(count - 1)")
    }
  }
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

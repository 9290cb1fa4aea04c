public import Kagami

/// A picture with the number of its class.
public struct LabelledImage: Sendable {
  /// `[channels, height, width]`.
  public var image: Tensor
  /// The number of the class.
  public var label: Int

  /// Joins a picture and its class.
  ///
  /// - Parameters:
  ///   - image: `[channels, height, width]`.
  ///   - label: The number of the class.
  public init(image: Tensor, label: Int) {
    self.image = image
    self.label = label
  }

  /// The same class with what a transform makes of the picture.
  ///
  /// ```swift
  /// let resize = Resize(height: 64, width: 64)
  /// let faces = try ImageFolder("faces").map { $0.transformed(by: resize) }.collated()
  /// ```
  public func transformed(by transform: some ImageTransform) -> LabelledImage {
    LabelledImage(image: transform(image), label: label)
  }
}

/// A batch of pictures with their classes.
public struct LabelledImages: Sendable {
  /// `[batch, channels, height, width]`.
  public let images: Tensor
  /// `[batch]`, `int64`.
  public let labels: Tensor

  /// Joins pictures and their classes.
  ///
  /// - Parameters:
  ///   - images: `[batch, channels, height, width]`.
  ///   - labels: `[batch]`, `int64`.
  /// - Precondition: there is a label for each picture.
  public init(images: Tensor, labels: Tensor) {
    if images.rank != 4 || labels.shape != [images.shape[0]] || labels.dtype != .int64 {
      misuse(
        "LabelledImages", "images of \(images.shape) and \(labels.dtype) labels of \(labels.shape)",
        hint: "expected [batch, channels, height, width], and int64 of [batch]")
    }
    self.images = images
    self.labels = labels
  }
}

extension LabelledImage: Collatable {
  /// Pictures of one size as a batch.
  public static func collated(_ samples: [LabelledImage]) -> LabelledImages {
    LabelledImages(
      images: Tensor.stack(samples.map(\.image)), labels: Tensor(samples.map(\.label)))
  }
}

extension LabelledImages: JoinableBatch {
  /// The pictures and labels of several batches.
  public static func joining(_ parts: [LabelledImages], order: [Int]) -> LabelledImages {
    LabelledImages(
      images: Tensor.joining(parts.map(\.images), order: order),
      labels: Tensor.joining(parts.map(\.labels), order: order))
  }
}

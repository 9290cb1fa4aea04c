public import Kagami

/// A step of preparing images, `[channels, height, width]` or with more axes before these.
///
/// ```swift
/// let prepare = Transforms([Resize(height: 32, width: 32), Normalize(mean: [0.5], std: [0.5])])
/// let image = prepare(photograph)                     // [3, 240, 320] as [3, 32, 32]
/// ```
/// The arithmetic and the random draws are torchvision's. Source:
/// <https://docs.pytorch.org/vision/stable/transforms.html>.
public protocol ImageTransform: Sendable {
  /// The image transformed; a step with random draws takes them from the current stream.
  func callAsFunction(_ image: Tensor) -> Tensor
}

extension ImageTransform {
  /// The axes that an image's last two are, or a message if there are none.
  func size(of image: Tensor, _ operation: String) -> (height: Int, width: Int) {
    if image.rank < 2 {
      misuse(operation, "\(image.shape) is no image", hint: "pass [channels, height, width]")
    }
    return (image.shape[image.rank - 2], image.shape[image.rank - 1])
  }
}

/// Steps one after the other: torchvision's `Compose`.
public struct Transforms: ImageTransform {
  /// The steps, in order.
  public let steps: [any ImageTransform]

  /// Joins steps.
  ///
  /// - Parameter steps: The first one first.
  public init(_ steps: [any ImageTransform]) { self.steps = steps }

  /// The image after all steps.
  public func callAsFunction(_ image: Tensor) -> Tensor {
    steps.reduce(image) { image, step in step(image) }
  }
}

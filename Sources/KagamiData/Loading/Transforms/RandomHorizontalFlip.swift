public import Kagami

/// An image, or its mirror image; torchvision's `RandomHorizontalFlip`.
///
/// ```swift
/// RandomHorizontalFlip(probability: 0.5)(image)
/// ```
/// One number is drawn for each call by `rand`. Source:
/// <https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.RandomHorizontalFlip.html>.
public struct RandomHorizontalFlip: ImageTransform {
  /// How likely the mirror image is, 0 to 1.
  public let probability: Double
  /// The stream of random numbers; the current one if nil.
  public let generator: RandomGenerator?

  /// A flip at random.
  ///
  /// - Parameters:
  ///   - probability: How likely the mirror image is, 0 to 1.
  ///   - generator: The stream of random numbers; the current one unless given.
  public init(probability: Double = 0.5, generator: RandomGenerator? = nil) {
    if !(0...1).contains(probability) {
      misuse("RandomHorizontalFlip", "the probability \(probability) is outside [0, 1]")
    }
    self.probability = probability
    self.generator = generator
  }

  /// The image, or its mirror image.
  public func callAsFunction(_ image: Tensor) -> Tensor {
    _ = size(of: image, "RandomHorizontalFlip")
    let number: Float = Tensor.rand([1], generator: generator).item(as: Float.self)
    // Compared in float32, as torch compares a tensor with a number.
    return number < Float(probability) ? image.flip(axis: -1) : image
  }
}

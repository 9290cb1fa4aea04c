internal import Kagami
public import KagamiData

/// Images of three digits each, as three colour channels: a thousand kinds of image.
///
/// ```swift
/// let stacked = StackedDigits(digits, seed: 0)
/// stacked.batch([0, 1]).images.shape        // [2, 2352]: 28 × 28 pixels of red, green, blue
/// stacked.batch([0, 1]).labels              // 0 to 999, such as 407 for a 4, a 0 and a 7
/// ```
/// Each channel is one of the digits, drawn at random without repetition. Source: Che et al., "Mode
/// regularized generative adversarial networks", 2017; Metz et al., "Unrolled generative adversarial
/// networks", 2017.
public struct StackedDigits: Dataset {
  private let digits: DigitImages
  /// The digit in each channel of each image.
  private let channels: [[Int]]

  /// As many images as there are digits.
  ///
  /// - Parameters:
  ///   - digits: What to stack.
  ///   - seed: The seed of the choice.
  public init(_ digits: DigitImages, seed: UInt64) {
    self.digits = digits
    let stream = RandomGenerator(seed: seed)
    channels = (0..<3).map { _ in
      Tensor.randperm(digits.count, generator: stream).array(of: Int.self)
    }
  }

  /// The number of images.
  public var count: Int { digits.count }

  /// The pixels of an image, all channels together.
  public var pixels: Int { 3 * digits.height * digits.width }

  /// Images as floats in [−1, 1], channel after channel, and their labels of 0 to 999.
  public func batch(_ indices: [Int]) -> ImageBatch {
    let parts = channels.map { channel in digits.batch(indices.map { channel[$0] }) }
    let labels = parts[0].labels * 100 + parts[1].labels * 10 + parts[2].labels
    return ImageBatch(images: Tensor.concatenate(parts.map(\.images), axis: 1), labels: labels)
  }
}

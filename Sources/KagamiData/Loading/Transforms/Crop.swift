public import Kagami

/// The middle of an image; torchvision's `CenterCrop`.
///
/// ```swift
/// CenterCrop(height: 24, width: 24)(image)            // [3, 32, 32] as [3, 24, 24]
/// ```
/// Where the image is smaller it is first filled up with zeros on both sides. Source:
/// <https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.CenterCrop.html>.
public struct CenterCrop: ImageTransform {
  /// Pixels from top to bottom.
  public let height: Int
  /// Pixels from left to right.
  public let width: Int

  /// A crop of a size.
  ///
  /// - Parameters:
  ///   - height: Pixels from top to bottom, 1 or more.
  ///   - width: Pixels from left to right, 1 or more.
  public init(height: Int, width: Int) {
    if height < 1 || width < 1 { misuse("CenterCrop", "\(height)×\(width) pixels are none") }
    self.height = height
    self.width = width
  }

  /// The middle of the image; a view where nothing is added.
  public func callAsFunction(_ image: Tensor) -> Tensor {
    let size = size(of: image, "CenterCrop")
    let (rows, columns) = (max(height - size.height, 0), max(width - size.width, 0))
    let filled = image.pad([
      (before: rows / 2, after: (rows + 1) / 2), (before: columns / 2, after: (columns + 1) / 2),
    ])
    // Halves go to the even number, as Python rounds.
    func start(_ extent: Int, _ target: Int) -> Int {
      Int((Double(extent - target) / 2).rounded(.toNearestOrEven))
    }
    return filled.cropped(
      top: start(size.height + rows, height), left: start(size.width + columns, width),
      height: height, width: width)
  }
}

/// A random part of an image, which may first be framed; torchvision's `RandomCrop`.
///
/// ```swift
/// RandomCrop(height: 32, width: 32, padding: 4)       // a shift by up to 4 pixels
/// ```
/// Where the image has that size already nothing is drawn; else the row, then the column, by `randint`. Source:
/// <https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.RandomCrop.html>.
public struct RandomCrop: ImageTransform {
  /// Pixels from top to bottom.
  public let height: Int
  /// Pixels from left to right.
  public let width: Int
  /// Pixels that are first added on each side.
  public let padding: Int
  /// What they are.
  public let paddingMode: PadMode
  /// The stream of random numbers; the current one if nil.
  public let generator: RandomGenerator?

  /// A crop of a size.
  ///
  /// - Parameters:
  ///   - height: Pixels from top to bottom, 1 or more.
  ///   - width: Pixels from left to right, 1 or more.
  ///   - padding: Pixels that are first added on each side.
  ///   - paddingMode: What they are; zeros unless given.
  ///   - generator: The stream of random numbers; the current one unless given.
  public init(
    height: Int, width: Int, padding: Int = 0, paddingMode: PadMode = .constant(0),
    generator: RandomGenerator? = nil
  ) {
    if height < 1 || width < 1 || padding < 0 {
      misuse("RandomCrop", "\(height)×\(width) pixels with padding \(padding)")
    }
    (self.height, self.width) = (height, width)
    (self.padding, self.paddingMode) = (padding, paddingMode)
    self.generator = generator
  }

  /// A part of the image, at a place that is drawn.
  public func callAsFunction(_ image: Tensor) -> Tensor {
    _ = size(of: image, "RandomCrop")
    let framed =
      padding > 0
      ? image.pad([(padding, padding), (padding, padding)], mode: paddingMode) : image
    let size = size(of: framed, "RandomCrop")
    if size.height < height || size.width < width {
      misuse(
        "RandomCrop", "\(height)×\(width) pixels cannot be cut from \(size.height)×\(size.width)",
        hint: "use padding, or a smaller crop")
    }
    if size == (height, width) { return framed }
    func draw(_ extent: Int, _ target: Int) -> Int {
      Tensor.randint(0, extent - target + 1, [1], generator: generator).item(as: Int.self)
    }
    let top = draw(size.height, height)
    let left = draw(size.width, width)
    return framed.cropped(top: top, left: left, height: height, width: width)
  }
}

extension Tensor {
  /// A part of the last two axes; a view.
  fileprivate func cropped(top: Int, left: Int, height: Int, width: Int) -> Tensor {
    narrow(axis: -2, start: top, length: height).narrow(axis: -1, start: left, length: width)
  }
}

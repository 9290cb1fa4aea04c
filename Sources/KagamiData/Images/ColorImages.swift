internal import Kagami

/// Colour pictures of one size with their classes, bytes in memory.
///
/// ```swift
/// let images = try CIFAR10.load(directory: "cifar-10-batches-bin", split: .train)
/// images.batch([0, 1]).images                         // [2, 3, 32, 32] in [−1, 1]
/// ```
public struct ColorImages: Dataset, Equatable {
  /// How many pictures there are.
  public let count: Int
  /// Pixels from top to bottom.
  public let height: Int
  /// Pixels from left to right.
  public let width: Int
  /// `count × 3 × height × width` values: of each picture all of red, of green, of blue.
  public let pixels: [UInt8]
  /// The class of each picture.
  public let labels: [UInt8]
  /// The names of the classes.
  public let classes: [String]

  /// Joins pictures and their classes.
  ///
  /// - Parameters:
  ///   - height: Pixels from top to bottom, 1 or more.
  ///   - width: Pixels from left to right, 1 or more.
  ///   - pixels: `labels.count × 3 × height × width` values.
  ///   - labels: The class of each picture.
  ///   - classes: The names of the classes.
  /// - Precondition: the numbers agree, and each label has a name.
  public init(height: Int, width: Int, pixels: [UInt8], labels: [UInt8], classes: [String]) {
    if height < 1 || width < 1
      || Extents.product(labels.count, 3, height, width) != pixels.count
    {
      misuse(
        "ColorImages",
        "\(pixels.count) bytes are not \(labels.count) colour images of \(height)×\(width)",
        hint: "pass three bytes for each pixel and a label for each image")
    }
    if let index = labels.firstIndex(where: { Int($0) >= classes.count }) {
      misuse(
        "ColorImages", "the label at \(index) is \(labels[index])",
        hint: "there are \(classes.count) classes")
    }
    count = labels.count
    (self.height, self.width, self.pixels) = (height, width, pixels)
    (self.labels, self.classes) = (labels, classes)
  }

  /// Pictures as floats in [−1, 1], and their classes.
  ///
  /// In memory the pixels stay bytes; each batch is converted as it is fetched:
  /// `(x / 255 − 0.5) / 0.5`, as by torchvision's `ToTensor` and `Normalize(0.5, 0.5)`.
  ///
  /// - Parameter indices: Which pictures, in that order.
  /// - Returns: `[indices.count, 3, height, width]`, and `int64` of `[indices.count]`.
  public func batch(_ indices: [Int]) -> LabelledImages {
    check(indices, "ColorImages.batch")
    let rows = Tensor(normalizing: pixels, rows: indices, rowLength: 3 * height * width)
    return LabelledImages(
      images: rows.reshape([indices.count, 3, height, width]),
      labels: Tensor(indices.map { Int64(labels[$0]) }))
  }

  /// The pictures one by one, for transforms of single ones.
  ///
  /// ```swift
  /// let shift = RandomCrop(height: 32, width: 32, padding: 4)
  /// let augment = Transforms([shift, RandomHorizontalFlip()])
  /// let training = images.samples.map(drawsNumbers: true) { $0.transformed(by: augment) }.collated()
  /// ```
  public var samples: ColorSamples { ColorSamples(images: self) }
}

/// The pictures of ``ColorImages`` one by one.
public struct ColorSamples: SampleDataset {
  /// Where they come from.
  public let images: ColorImages

  init(images: ColorImages) { self.images = images }

  /// The number of pictures.
  public var count: Int { images.count }

  /// The picture at an index, `[3, height, width]` in [−1, 1].
  public func item(_ index: Int) -> LabelledImage {
    let batch = images.batch([index])
    return LabelledImage(image: batch.images[0], label: Int(images.labels[index]))
  }
}

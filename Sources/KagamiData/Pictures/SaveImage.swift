public import Kagami

extension RGBImage {
  /// The picture of values within 0 to 1, by the arithmetic of torchvision's `save_image`.
  ///
  /// A value becomes the byte `clamp(255x + 0.5, 0, 255)` cut to a whole number; NaN becomes 0.
  ///
  /// - Parameter image: `[3, height, width]`, or `[1, height, width]` for grey.
  public init(_ image: Tensor) {
    guard image.rank == 3, [1, 3].contains(image.shape[0]) else {
      misuse(
        "RGBImage", "\(image.shape) is no picture",
        hint: "pass [3, height, width], or a batch to saveImage")
    }
    let (height, width) = (image.shape[1], image.shape[2])
    let values = image.dtype.isFloatingPoint ? image.detach() : image.to(.float32)
    let scaled = (values * 255 + 0.5).clamp(min: 0, max: 255)
    let bytes = scaled.expand([3, height, width]).permute([1, 2, 0])
    self.init(
      width: width, height: height,
      pixels: bytes.array(of: Double.self).map { $0.isNaN ? 0 : UInt8($0) })
  }

  /// The picture as numbers from 0 to 1, as torchvision's `ToTensor` gives it.
  ///
  /// - Returns: `[3, height, width]`, `float32`.
  public var tensor: Tensor {
    let count = width * height
    return Tensor([3, height, width], of: Float.self) { memory in
      for channel in 0..<3 {
        for pixel in 0..<count {
          memory[channel * count + pixel] = Float(pixels[3 * pixel + channel]) / 255
        }
      }
    }
  }
}

/// Writes images as a PNG, several as a grid: torchvision's `save_image`, pixel for pixel.
///
/// ```swift
/// try saveImage(samples, to: "samples.png", normalize: true, valueRange: (-1, 1))
/// ```
/// Source: <https://docs.pytorch.org/vision/stable/generated/torchvision.utils.save_image.html>.
///
/// - Parameters:
///   - images: `[n, channels, height, width]`, or one image of fewer axes; values of 0 to 1 unless
///     `normalize` is set.
///   - path: The file to write, replaced as a whole.
///   - rowLength: Images in a full row: torchvision's `nrow`.
///   - padding: Pixels left of, above and between the images.
///   - normalize: Whether values are mapped to 0 to 1.
///   - valueRange: What becomes 0 and 1; the least and the greatest value unless given.
///   - scaleEach: Whether each image has a range of its own.
///   - padValue: The value of the padding, 0 black to 1 white.
/// - Throws: ``ImageFileError``, naming the path.
/// - Precondition: the images have 1 or 3 channels.
public func saveImage(
  _ images: Tensor, to path: String, rowLength: Int = 8, padding: Int = 2,
  normalize: Bool = false, valueRange: (low: Double, high: Double)? = nil,
  scaleEach: Bool = false, padValue: Double = 0
) throws(ImageFileError) {
  let grid = images.makeGrid(
    rowLength: rowLength, padding: padding, normalize: normalize, valueRange: valueRange,
    scaleEach: scaleEach, padValue: padValue)
  let file: [UInt8]
  do { file = try PNG.encode(RGBImage(grid)) } catch { throw .png(path: path, error) }
  do { try AtomicFile.write(file, to: path) } catch { throw .file(error) }
}

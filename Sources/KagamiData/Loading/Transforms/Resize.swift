public import Kagami

/// An image in another size by bilinear interpolation; torchvision's `Resize` of a tensor.
///
/// ```swift
/// Resize(height: 64, width: 64)(image)                // [3, 240, 320] as [3, 64, 64]
/// Resize(shorterSide: 64)(image)                      // … as [3, 64, 85]
/// ```
/// With `antialias`, an image made smaller is averaged by a triangle as wide as two of the new pixels, as
/// Pillow does it; else each new pixel is made of its four nearest. Source:
/// <https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.Resize.html>.
public struct Resize: ImageTransform {
  private enum Size: Equatable {
    case both(height: Int, width: Int)
    case shorter(Int)
  }

  private let size: Size
  /// Whether pixels that are left out count, where an image is made smaller.
  public let antialias: Bool

  /// A given size.
  ///
  /// - Parameters:
  ///   - height: Pixels from top to bottom, 1 or more.
  ///   - width: Pixels from left to right, 1 or more.
  ///   - antialias: Whether pixels that are left out count.
  public init(height: Int, width: Int, antialias: Bool = true) {
    if height < 1 || width < 1 { misuse("Resize", "\(height)×\(width) pixels are none") }
    size = .both(height: height, width: width)
    self.antialias = antialias
  }

  /// A given size of the shorter side; the other follows, its fraction cut off.
  ///
  /// - Parameters:
  ///   - shorterSide: Pixels of the shorter side, 1 or more.
  ///   - antialias: Whether pixels that are left out count.
  public init(shorterSide: Int, antialias: Bool = true) {
    if shorterSide < 1 { misuse("Resize", "\(shorterSide) pixels are none") }
    size = .shorter(shorterSide)
    self.antialias = antialias
  }

  /// The image in the other size.
  public func callAsFunction(_ image: Tensor) -> Tensor {
    let old = size(of: image, "Resize")
    if old.height < 1 || old.width < 1 || !image.dtype.isFloatingPoint {
      misuse(
        "Resize", "\(image.dtype) of \(image.shape) is no image with pixels",
        hint: "pass floating-point numbers of [channels, height, width]")
    }
    let new = target(of: old)
    if new == old { return image }
    if antialias {
      let rows = Self.weights(old.height, new.height, image)
      let columns = Self.weights(old.width, new.width, image)
      return rows.matmul(image.matmul(columns.transpose(0, 1)))
    }
    let leading = Array(image.shape.dropLast(2))
    let flat = image.reshape([1, leading.reduce(1, *), old.height, old.width])
    return flat.interpolate(size: [new.height, new.width], mode: .linear)
      .reshape(Shape(leading + [new.height, new.width]))
  }

  private func target(of old: (height: Int, width: Int)) -> (height: Int, width: Int) {
    switch size {
    case .both(let height, let width): return (height, width)
    case .shorter(let side):
      let longer = side * max(old.height, old.width) / min(old.height, old.width)
      return old.width <= old.height ? (longer, side) : (side, longer)
    }
  }

  /// How much each old pixel of a line counts in each new one.
  ///
  /// - Returns: `[target, extent]`; each row adds up to 1.
  private static func weights(_ extent: Int, _ target: Int, _ like: Tensor) -> Tensor {
    let scale = Double(extent) / Double(target)
    // Half the width of the triangle: wider than one pixel only where pixels are left out.
    let reach = max(scale, 1)
    var weights = [Double](repeating: 0, count: target * extent)
    for row in 0..<target {
      let center = scale * (Double(row) + 0.5)
      let first = max(Int(center - reach + 0.5), 0)
      let last = min(Int(center + reach + 0.5), extent)
      var sum = 0.0
      for column in first..<last {
        let distance = ((Double(column) - center + 0.5) / reach).magnitude
        weights[row * extent + column] = max(1 - distance, 0)
        sum += max(1 - distance, 0)
      }
      for column in first..<last where sum != 0 { weights[row * extent + column] /= sum }
    }
    return Tensor(weights, shape: [target, extent], dtype: like.dtype, device: like.device)
  }
}

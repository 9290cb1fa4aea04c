public import Kagami

/// Images in another size, or so many times as large.
///
/// ```swift
/// Upsample(scale: 2)(Tensor.randn([64, 8, 14, 14]))                              // [64, 8, 28, 28]
/// Upsample(size: [20, 30], mode: .linear)(Tensor.randn([64, 8, 14, 14]))         // [64, 8, 20, 30], bilinear
/// ```
/// See `Tensor.interpolate`. Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.Upsample.html>.
public final class Upsample: Module {
  /// The extents of the axes from the third on, or nil.
  public let size: [Int]?
  /// The factors of the axes from the third on, one for all if there is one, or nil.
  public let scale: [Double]?
  /// How elements between elements are formed.
  public let mode: InterpolationMode
  /// Whether the middles of the outermost elements stay where they are; for `linear` alone.
  public let alignCorners: Bool

  /// Images of a given size.
  ///
  /// - Parameters:
  ///   - size: The extents of the axes from the third on, positive.
  ///   - mode: How elements between elements are formed.
  ///   - alignCorners: Whether the middles of the outermost elements stay where they are; for `linear` alone.
  public init(size: [Int], mode: InterpolationMode = .nearest, alignCorners: Bool = false) {
    (self.size, scale, self.mode, self.alignCorners) = (size, nil, mode, alignCorners)
  }

  /// Images so many times as large along every axis from the third on.
  ///
  /// - Parameters:
  ///   - scale: The factor, positive.
  ///   - mode: How elements between elements are formed.
  ///   - alignCorners: Whether the middles of the outermost elements stay where they are; for `linear` alone.
  public init(scale: Double, mode: InterpolationMode = .nearest, alignCorners: Bool = false) {
    (size, self.scale, self.mode, self.alignCorners) = (nil, [scale], mode, alignCorners)
  }

  /// Images so many times as large, by a factor for each axis.
  ///
  /// - Parameters:
  ///   - scale: The factors of the axes from the third on, positive.
  ///   - mode: How elements between elements are formed.
  ///   - alignCorners: Whether the middles of the outermost elements stay where they are; for `linear` alone.
  public init(scale: [Double], mode: InterpolationMode = .nearest, alignCorners: Bool = false) {
    (size, self.scale, self.mode, self.alignCorners) = (nil, scale, mode, alignCorners)
  }

  /// The images in their new size.
  ///
  /// - Parameter x: `[n, channels, …]`.
  public override func forward(_ x: Tensor) -> Tensor {
    if let size { return x.interpolate(size: size, mode: mode, alignCorners: alignCorners) }
    let factors = scale ?? []
    return x.interpolate(
      scale: factors.count == 1
        ? [Double](repeating: factors[0], count: max(x.rank - 2, 0)) : factors,
      mode: mode, alignCorners: alignCorners)
  }

  public override var extraDescription: String {
    let axes = size?.count ?? (scale.map { $0.count == 1 ? 2 : $0.count } ?? 2)
    let name = mode == .nearest ? "nearest" : axes == 1 ? "linear" : "bilinear"
    if let size {
      let text = size.count == 1 ? "\(size[0])" : PythonText.tuple(size)
      return "size=\(text), mode='\(name)'"
    }
    let factors = (scale ?? []).map(PythonText.number)
    let text = factors.count == 1 ? factors[0] : "(\(factors.joined(separator: ", ")))"
    return "scale_factor=\(text), mode='\(name)'"
  }
}

public import Kagami

/// Images one `r`-th as large, whose elements go to `r²` channels: the opposite of ``PixelShuffle``.
///
/// ```swift
/// PixelUnshuffle(2)(Tensor.randn([64, 3, 28, 28]))       // [64, 12, 14, 14]
/// ```
/// See `Tensor.pixelUnshuffle`. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.PixelUnshuffle.html>.
public final class PixelUnshuffle: Module {
  /// How many times as small images become.
  public let downscaleFactor: Int

  /// - Parameter downscaleFactor: How many times as small images become, 1 or more.
  public init(_ downscaleFactor: Int) { self.downscaleFactor = downscaleFactor }

  /// The smaller images.
  ///
  /// - Parameter x: `[…, channels, rows · r, columns · r]`.
  public override func forward(_ x: Tensor) -> Tensor { x.pixelUnshuffle(downscaleFactor) }

  public override var extraDescription: String { "downscale_factor=\(downscaleFactor)" }
}

public import Kagami

/// Images `r` times as large, whose elements come from `r²` channels each.
///
/// ```swift
/// PixelShuffle(2)(Tensor.randn([64, 12, 14, 14]))        // [64, 3, 28, 28]
/// ```
/// See `Tensor.pixelShuffle`. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.PixelShuffle.html>.
public final class PixelShuffle: Module {
  /// How many times as large images become.
  public let upscaleFactor: Int

  /// - Parameter upscaleFactor: How many times as large images become, 1 or more.
  public init(_ upscaleFactor: Int) { self.upscaleFactor = upscaleFactor }

  /// The larger images.
  ///
  /// - Parameter x: `[…, channels · r², rows, columns]`.
  public override func forward(_ x: Tensor) -> Tensor { x.pixelShuffle(upscaleFactor) }

  public override var extraDescription: String { "upscale_factor=\(upscaleFactor)" }
}

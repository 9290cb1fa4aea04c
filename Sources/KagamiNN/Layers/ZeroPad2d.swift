public import Kagami

/// Images with rows and columns of zeros added.
///
/// ```swift
/// ZeroPad2d(1)(Tensor.randn([64, 3, 28, 28]))       // [64, 3, 30, 30]
/// ZeroPad2d([0, 1, 0, 1])(Tensor.randn([3, 28, 28]))   // [3, 29, 29]
/// ```
/// See `Tensor.pad`. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.ZeroPad2d.html>.
public final class ZeroPad2d: Module {
  /// The rows and columns that are added.
  public let padding: PaddingWidths

  /// - Parameter padding: The rows and columns that are added; less than none are taken away.
  public init(_ padding: PaddingWidths) { self.padding = padding }

  /// The larger images.
  ///
  /// - Parameter x: `[n, channels, rows, columns]`, or one image without n.
  public override func forward(_ x: Tensor) -> Tensor {
    if x.rank != 3 && x.rank != 4 {
      return misuse(
        "ZeroPad2d", "an input of \(x.shape) has \(x.rank) axes, expected 3 or 4", standIn: x)
    }
    return x.pad(padding.widths, mode: .constant(0))
  }

  public override var extraDescription: String { padding.tuple }
}

public import Kagami

/// Images with rows and columns added that are made of one number.
///
/// ```swift
/// ConstantPad2d(1, value: 0.5)(Tensor.randn([64, 3, 28, 28]))       // [64, 3, 30, 30]
/// ConstantPad2d([0, 1, 0, 1], value: 0.5)(Tensor.randn([3, 28, 28]))   // [3, 29, 29]
/// ```
/// See `Tensor.pad`. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.ConstantPad2d.html>.
public final class ConstantPad2d: Module {
  /// The rows and columns that are added.
  public let padding: PaddingWidths
  /// The number that they are made of.
  public let value: Double

  /// - Parameters:
  ///   - padding: The rows and columns that are added; less than none are taken away.
  ///   - value: The number that they are made of.
  public init(_ padding: PaddingWidths, value: Double) {
    (self.padding, self.value) = (padding, value)
  }

  /// The larger images.
  ///
  /// - Parameter x: `[n, channels, rows, columns]`, or one image without n.
  public override func forward(_ x: Tensor) -> Tensor {
    if x.rank != 3 && x.rank != 4 {
      return misuse(
        "ConstantPad2d", "an input of \(x.shape) has \(x.rank) axes, expected 3 or 4", standIn: x)
    }
    return x.pad(padding.widths, mode: .constant(value))
  }

  public override var extraDescription: String {
    "padding=\(padding.tuple), value=\(PythonText.number(value))"
  }
}

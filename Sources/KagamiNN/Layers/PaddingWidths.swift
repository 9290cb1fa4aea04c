internal import Kagami

/// Rows and columns that are added around an image, on each side.
///
/// ```swift
/// ReflectionPad2d(2)                   // two on each side
/// ReflectionPad2d([1, 1, 2, 0])        // left, right, top, bottom: PyTorch's order
/// ReplicationPad2d(PaddingWidths(left: 1))
/// ```
/// Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.ReflectionPad2d.html>.
public struct PaddingWidths: Hashable, Sendable, ExpressibleByIntegerLiteral,
  ExpressibleByArrayLiteral
{
  /// Columns in front, and behind.
  public var left, right: Int
  /// Rows above, and below.
  public var top, bottom: Int

  /// A width for each side.
  ///
  /// - Parameters:
  ///   - left: Columns in front.
  ///   - right: Columns behind.
  ///   - top: Rows above.
  ///   - bottom: Rows below.
  public init(left: Int = 0, right: Int = 0, top: Int = 0, bottom: Int = 0) {
    (self.left, self.right, self.top, self.bottom) = (left, right, top, bottom)
  }

  /// The same on each side.
  public init(_ all: Int) { self.init(left: all, right: all, top: all, bottom: all) }

  /// The same on each side.
  public init(integerLiteral value: Int) { self.init(value) }

  /// Left, right, top and bottom.
  ///
  /// - Precondition: there are four.
  public init(arrayLiteral elements: Int...) {
    if elements.count != 4 {
      misuse(
        "PaddingWidths", "\(elements) are not four numbers",
        hint: "write one for all sides, or [left, right, top, bottom]")
    }
    self.init(left: elements[0], right: elements[1], top: elements[2], bottom: elements[3])
  }

  /// As PyTorch has them.
  var tuple: String { PythonText.tuple([left, right, top, bottom]) }

  /// For `Tensor.pad`.
  var widths: [(before: Int, after: Int)] { [(top, bottom), (left, right)] }
}

/// Two numbers, one along the rows and one along the columns of an image, or one for both.
///
/// ```swift
/// x.maxPool2d(2)                        // a window of 2×2
/// x.maxPool2d([2, 1], stride: [2, 1])   // of two rows and one column
/// x.maxPool2d(Pair(size))               // of a variable
/// ```
/// PyTorch takes a number or a tuple of two in these places. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv2d.html>.
public struct Pair: Hashable, Sendable, ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral,
  CustomStringConvertible
{
  /// The number along an image's height: of rows, or between them.
  public var rows: Int
  /// The number along an image's width: of columns, or between them.
  public var columns: Int

  /// A number for each axis.
  ///
  /// - Parameters:
  ///   - rows: The number along an image's height.
  ///   - columns: The number along an image's width.
  public init(_ rows: Int, _ columns: Int) { (self.rows, self.columns) = (rows, columns) }

  /// The same number for both axes.
  public init(_ both: Int) { self.init(both, both) }

  /// The same number for both axes.
  public init(integerLiteral value: Int) { self.init(value) }

  /// A number for each axis.
  ///
  /// - Precondition: there are two, rows first.
  public init(arrayLiteral elements: Int...) {
    if elements.count != 2 {
      misuse(
        "Pair", "\(elements) are not two numbers", hint: "write one for both, or [rows, columns]")
    }
    self.init(elements[0], elements[1])
  }

  /// One number where both are equal, else two, as Python prints them: `2` or `(2, 1)`.
  public var description: String { rows == columns ? "\(rows)" : "(\(rows), \(columns))" }
}

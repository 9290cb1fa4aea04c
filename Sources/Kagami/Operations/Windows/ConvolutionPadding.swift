/// Zeros around an image, on which a convolution's window may stand.
///
/// ```swift
/// x.conv2d(weight, padding: 1)        // one row and one column on each side
/// x.conv2d(weight, padding: [2, 0])   // two rows above and below
/// x.conv2d(weight, padding: .same)    // as many as keep the extents
/// ```
/// Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv2d.html>.
public enum ConvolutionPadding: Hashable, Sendable, ExpressibleByIntegerLiteral,
  ExpressibleByArrayLiteral, CustomStringConvertible
{
  /// None: the window stays within the image.
  case valid
  /// As many zeros as give results the extents of the image, where the stride is 1; of an odd number one more
  /// stands below and at the right.
  case same
  /// So many rows above and below, and columns left and right.
  case zeros(Pair)

  /// The same number on each side.
  public init(integerLiteral value: Int) { self = .zeros(Pair(value)) }

  /// Rows above and below, and columns left and right.
  ///
  /// - Precondition: there are two numbers.
  public init(arrayLiteral elements: Int...) {
    if elements.count != 2 {
      misuse(
        "ConvolutionPadding", "\(elements) are not two numbers",
        hint: "write one for both, or [rows, columns]")
    }
    self = .zeros(Pair(elements[0], elements[1]))
  }

  /// `valid`, `same`, or the numbers.
  public var description: String {
    switch self {
    case .valid: "valid"
    case .same: "same"
    case .zeros(let pair): pair.description
    }
  }
}

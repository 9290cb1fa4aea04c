internal import Kagami

/// Why bytes are not the `.npy` file they were taken for; `description` is one line.
public enum NpyError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The first bytes are not those of a `.npy` file.
  case wrongMagic
  /// A version of the format that is not known.
  case unsupportedVersion(major: Int, minor: Int)
  /// The file ends too early; both counts are in bytes.
  case truncated(expected: Int, found: Int)
  /// The header claims more bytes than NumPy accepts.
  case headerTooLarge(Int)
  /// The header is no dictionary of the format's form; holds what is wrong.
  case malformedHeader(String)
  /// An element type that Kagami has no tensors of, in NumPy's notation.
  case unsupportedType(String)
  /// More axes than a tensor has, or more elements than memory could hold.
  case unsupportedShape([Int])
  /// Bytes follow the last element.
  case overlong(expected: Int, found: Int)
  /// The file could not be read.
  case file(FileError)

  /// One line with what was expected and what was found.
  public var description: String {
    switch self {
    case .wrongMagic: "not a .npy file: it does not begin with \\x93NUMPY"
    case .unsupportedVersion(let major, let minor):
      "version \(major).\(minor) of the .npy format, expected 1.0, 2.0 or 3.0"
    case .truncated(let expected, let found):
      "truncated: expected \(expected) bytes of .npy, found \(found)"
    case .headerTooLarge(let size):
      "expected a .npy header of at most \(NpyHeader.sizeLimit) bytes, it claims \(size)"
    case .malformedHeader(let reason): "malformed .npy header: \(reason)"
    case .unsupportedType(let type):
      "elements of \(type), expected one of " + NpyHeader.types.map(\.name).joined(separator: ", ")
        + ", in either byte order"
    case .unsupportedShape(let shape):
      shape.count > Shape.maximumRank
        ? "no tensor has \(shape.count) axes, expected at most \(Shape.maximumRank)"
        : "no tensor has the shape \(shape)"
    case .overlong(let expected, let found):
      "expected \(expected) bytes of .npy, found \(found)"
    case .file(let error): error.description
    }
  }
}

extension NpyError: ReadFailure {}

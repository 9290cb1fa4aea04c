/// Why a PNG could not be made or read; `description` is one line.
public enum PNGError: Error, Equatable, Sendable, CustomStringConvertible {
  /// libpng failed to write a picture of this size; holds its message.
  case encoding(width: Int, height: Int, reason: String)
  /// The bytes are no PNG that libpng can read; holds its message.
  case decoding(reason: String)

  /// One line with what was expected.
  public var description: String {
    switch self {
    case .encoding(let width, let height, let reason):
      "a PNG of \(width)×\(height) pixels could not be made: \(reason)"
    case .decoding(let reason): "expected a sound PNG: \(reason)"
    }
  }
}

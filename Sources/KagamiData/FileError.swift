/// Why a file could not be read or written; `description` is one line that names the path.
public enum FileError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Nothing is at the path.
  case missing(path: String)
  /// The path holds a folder, a device or a socket where a plain file was expected.
  case notAFile(path: String)
  /// The file is longer than the reader's limit, both in bytes.
  case tooLarge(path: String, size: Int, limit: Int)
  /// Reading failed; `reason` is the system's message.
  case unreadable(path: String, reason: String)
  /// One `step` of a write failed; what was at `path` before is unchanged.
  case unwritable(path: String, step: String, reason: String)

  /// One line that names the path and what was expected there.
  public var description: String {
    switch self {
    case .missing(let path): "\(path): no such file"
    case .notAFile(let path): "\(path): expected a plain file"
    case .tooLarge(let path, let size, let limit):
      "\(path): holds \(size) bytes, expected at most \(limit)"
    case .unreadable(let path, let reason): "\(path): cannot be read: \(reason)"
    case .unwritable(let path, let step, let reason):
      "\(path): cannot be written: \(step) failed: \(reason)"
    }
  }
}

/// Why bytes are not the `.npz` file they were taken for; `description` is one line.
public enum NpzError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The first bytes are not those of a zip archive.
  case notAnArchive
  /// The file ends before something that it announces; both counts are in bytes.
  case truncated(expected: Int, found: Int)
  /// The zip archive is damaged, or of a kind that is not read; holds what is wrong.
  case malformedArchive(String)
  /// An array's bytes do not have the CRC-32 that the archive gives.
  case wrongChecksum(record: String)
  /// A file of the archive is no array: its name does not end in `.npy`.
  case notAnArray(record: String)
  /// An array cannot be read, or not be written.
  case malformedArray(name: String, NpyError)
  /// All arrays together take more than the machine's memory; both are in bytes.
  case tooLarge(size: Int, limit: Int)
  /// The file could not be read.
  case file(FileError)

  /// One line with what was expected and what was found.
  public var description: String {
    switch self {
    case .notAnArchive: "not a .npz file: expected a zip archive"
    case .truncated(let expected, let found):
      "truncated: expected \(expected) bytes of .npz, found \(found)"
    case .malformedArchive(let reason): "malformed zip archive: \(reason)"
    case .wrongChecksum(let record): "damaged: \(JSONText.short(record)) has another checksum"
    case .notAnArray(let record): "\(JSONText.short(record)) is no array, expected files of .npy"
    case .malformedArray(let name, let error): "\(JSONText.short(name)): \(error)"
    case .tooLarge(let size, let limit):
      "the arrays take \(size) bytes, expected at most \(limit)"
    case .file(let error): error.description
    }
  }
}

extension NpzError: ArchiveFailure {}

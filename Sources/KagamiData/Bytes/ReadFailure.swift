/// What can be wrong with any file, as a format's own error says it.
protocol ReadFailure: Error {
  /// The file ends before something that it announces; both counts are in bytes.
  static func truncated(expected: Int, found: Int) -> Self
  /// The file could not be read.
  static func file(_ error: FileError) -> Self
}

/// What can be wrong with a zip archive, as the error of the format that it holds says it.
protocol ArchiveFailure: ReadFailure {
  /// The archive is damaged, or of a kind that is not read; holds what is wrong.
  static func malformedArchive(_ reason: String) -> Self
  /// A record's bytes do not have the CRC-32 that the archive gives.
  static func wrongChecksum(record: String) -> Self
}

/// One file of a zip archive, as the central directory has it.
struct ZipEntry: Equatable {
  let name: String
  let isDeflated: Bool
  let checksum: UInt32
  /// Bytes in the archive.
  let storedSize: Int
  /// Bytes of the content.
  let size: Int
  /// Where its local header is.
  let headerOffset: Int
}

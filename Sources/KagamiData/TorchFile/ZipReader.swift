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

/// Reads a zip archive, of which the central directory says what is in it, in any order.
///
/// Stored and deflated files, with 64-bit sizes or without. Source: PKWARE's APPNOTE,
/// <https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT>.
struct ZipReader {
  let entries: [ZipEntry]
  private let source: ByteSource
  private let places: [String: Int]
  /// Where the files end.
  private let end: Int
  /// Whether checksums were computed: `torch.serialization.set_crc32_options(False)` leaves all of them 0.
  private let hasChecksums: Bool

  /// Reads and checks the central directory.
  init(_ source: ByteSource) throws(TorchFileError) {
    let directory = try ZipDirectory(source)
    var places: [String: Int] = [:]
    for (index, entry) in directory.entries.enumerated() {
      guard places.updateValue(index, forKey: entry.name) == nil else {
        throw .malformedArchive("\(TorchFileError.quoted(entry.name)) is in it twice")
      }
    }
    // Files that shared their bytes could be many times larger than the archive.
    var end = 0
    let last = directory.offset - ZipDirectory.localHeaderSize
    for entry in directory.entries.sorted(by: { $0.headerOffset < $1.headerOffset }) {
      guard entry.headerOffset >= end, entry.headerOffset <= last,
        entry.storedSize <= last - entry.headerOffset
      else {
        throw .malformedArchive("\(TorchFileError.quoted(entry.name)) has no place of its own")
      }
      end = entry.headerOffset + ZipDirectory.localHeaderSize + entry.storedSize
    }
    (self.source, self.places, self.end) = (source, places, directory.offset)
    entries = directory.entries
    hasChecksums = entries.contains { $0.checksum != 0 }
  }

  /// The entry of a name.
  func entry(_ name: String) -> ZipEntry? { places[name].map { entries[$0] } }

  /// The bytes of a file, inflated, with the checksum compared.
  func read(_ entry: ZipEntry) throws(TorchFileError) -> [UInt8] {
    var header = ByteCursor(
      try source.read(ZipDirectory.localHeaderSize, at: entry.headerOffset))
    let wrongHeader = TorchFileError.malformedArchive(
      "\(TorchFileError.quoted(entry.name)) has no header of its own")
    guard header.take(4)?.elementsEqual(ZipDirectory.localSignature) == true,
      header.take(22) != nil, let nameSize = header.next(UInt16.self),
      let extraSize = header.next(UInt16.self)
    else { throw wrongHeader }
    // Local headers have other extra fields than the directory does.
    let start =
      entry.headerOffset + ZipDirectory.localHeaderSize + Int(nameSize) + Int(extraSize)
    guard start <= end, entry.storedSize <= end - start else { throw wrongHeader }
    let stored = try source.read(entry.storedSize, at: start)
    let bytes = entry.isDeflated ? try inflate(stored, entry) : stored
    guard !hasChecksums || CRC32.checksum(bytes) == entry.checksum else {
      throw .wrongChecksum(record: entry.name)
    }
    return bytes
  }

  private func inflate(_ stored: [UInt8], _ entry: ZipEntry) throws(TorchFileError) -> [UInt8] {
    let name = TorchFileError.quoted(entry.name)
    // DEFLATE makes at most 1032 bytes of one, so that a stream this short cannot hold them.
    guard entry.size / 1033 <= stored.count else {
      throw .malformedArchive("\(name) cannot inflate to \(entry.size) bytes")
    }
    do {
      let inflater = GzipInflater(stored, in: .none)
      let bytes = try inflater.read(entry.size)
      try inflater.finish()
      return bytes
    } catch { throw .malformedArchive("\(name) does not inflate to \(entry.size) bytes") }
  }
}

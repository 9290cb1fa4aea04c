/// Reads a zip archive, of which the central directory says what is in it, in any order.
///
/// Stored and deflated files, with 64-bit sizes or without. Source: PKWARE's APPNOTE,
/// <https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT>.
struct ZipReader<Failure: ArchiveFailure> {
  let entries: [ZipEntry]
  private let source: ByteSource<Failure>
  private let places: [String: Int]
  /// Where the files end.
  private let end: Int
  /// Whether checksums were computed: `torch.serialization.set_crc32_options(False)` leaves all of them 0.
  private let hasChecksums: Bool

  /// Reads and checks the central directory.
  ///
  /// - Parameter limit: The most bytes that all deflated files may have, where a little that is read could fill the
  ///   memory; by default twice the archive and 32 MiB.
  init(_ source: ByteSource<Failure>, limit: Int? = nil) throws(Failure) {
    let directory = try ZipDirectory<Failure>(source)
    let inflated = directory.entries.reduce((size: 0, overflow: false)) { sum, entry in
      let (size, overflow) = sum.size.addingReportingOverflow(entry.isDeflated ? entry.size : 0)
      return (size, sum.overflow || overflow)
    }
    let limit = limit ?? 2 * source.size + 32 << 20
    guard !inflated.overflow, inflated.size <= limit else {
      throw .malformedArchive(
        "its files inflate to \(inflated.overflow ? .max : inflated.size) bytes, "
          + "expected at most \(limit)")
    }
    var places: [String: Int] = [:]
    for (index, entry) in directory.entries.enumerated() {
      guard places.updateValue(index, forKey: entry.name) == nil else {
        throw .malformedArchive("\(JSONText.short(entry.name)) is in it twice")
      }
    }
    // Files that shared their bytes could be many times larger than the archive.
    var end = 0
    let last = directory.offset - ZipFormat.localHeaderSize
    for entry in directory.entries.sorted(by: { $0.headerOffset < $1.headerOffset }) {
      guard entry.headerOffset >= end, entry.headerOffset <= last,
        entry.storedSize <= last - entry.headerOffset
      else {
        throw .malformedArchive("\(JSONText.short(entry.name)) has no place of its own")
      }
      end = entry.headerOffset + ZipFormat.localHeaderSize + entry.storedSize
    }
    (self.source, self.places, self.end) = (source, places, directory.offset)
    entries = directory.entries
    hasChecksums = entries.contains { $0.checksum != 0 }
  }

  /// The entry of a name.
  func entry(_ name: String) -> ZipEntry? { places[name].map { entries[$0] } }

  /// The bytes of a file, inflated, with the checksum compared.
  func read(_ entry: ZipEntry) throws(Failure) -> [UInt8] {
    var header = ByteCursor(
      try source.read(ZipFormat.localHeaderSize, at: entry.headerOffset))
    let wrongHeader = Failure.malformedArchive(
      "\(JSONText.short(entry.name)) has no header of its own")
    guard header.take(4)?.elementsEqual(ZipFormat.localSignature) == true,
      header.take(22) != nil, let nameSize = header.next(UInt16.self),
      let extraSize = header.next(UInt16.self)
    else { throw wrongHeader }
    // Local headers have other extra fields than the directory does.
    let start =
      entry.headerOffset + ZipFormat.localHeaderSize + Int(nameSize) + Int(extraSize)
    guard start <= end, entry.storedSize <= end - start else { throw wrongHeader }
    let stored = try source.read(entry.storedSize, at: start)
    let bytes = entry.isDeflated ? try inflate(stored, entry) : stored
    guard !hasChecksums || CRC32.checksum(bytes) == entry.checksum else {
      throw .wrongChecksum(record: entry.name)
    }
    return bytes
  }

  private func inflate(_ stored: [UInt8], _ entry: ZipEntry) throws(Failure) -> [UInt8] {
    let name = JSONText.short(entry.name)
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

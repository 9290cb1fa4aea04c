/// A file of safetensors that is read tensor after tensor.
struct SafetensorsFile {
  let file: OpenFile
  /// The header's length in eight bytes, and the header.
  let head: [UInt8]

  /// Opens a file and reads its head, which is not parsed yet.
  ///
  /// - Parameter limit: The most bytes to accept.
  /// - Throws: ``FileError``, or ``SafetensorsError`` if the length cannot be.
  init(_ path: String, limit: Int = .max) throws {
    file = try OpenFile(path, limit: limit)
    let prefix = try file.read(min(8, file.size))
    head = prefix + (try file.read(SafetensorsHeader.size(prefix[...], fileSize: file.size)))
  }

  /// The header, parsed and checked.
  func header() throws(SafetensorsError) -> SafetensorsHeader {
    try SafetensorsHeader(json: Array(head.dropFirst(8)), dataSize: file.size - head.count)
  }

  /// The bytes of an entry; those of the one after it follow.
  func bytes(of entry: SafetensorsEntry) throws(FileError) -> [UInt8] {
    try file.read(entry.end - entry.start)
  }
}

/// Writes a zip archive as PyTorch does: stored files whose bytes begin at multiples of 64, so that they can be mapped
/// into memory, with sizes of 64 bits where 32 are too few.
///
/// There are no dates, so that the same files make the same archive. Source:
/// <https://github.com/pytorch/pytorch/blob/main/caffe2/serialize/inline_container.cc>.
struct AlignedZipWriter {
  private static let alignment = 64
  /// How many files, where the directory will be, and what is in it.
  private var count = 0
  private var offset = 0
  private var directory: [UInt8] = []

  /// What stands before and after the bytes of the next file.
  mutating func add(_ name: String, _ bytes: [UInt8]) -> (header: [UInt8], footer: [UInt8]) {
    let header = Self.header(name, size: bytes.count, at: offset)
    let checksum = CRC32.checksum(bytes)
    let footer = Self.footer(checksum, size: bytes.count, at: offset)
    directory += Self.entry(name, checksum, size: bytes.count, at: offset)
    offset += header.count + bytes.count + footer.count
    count += 1
    return (header, footer)
  }

  /// The directory, which ends the archive.
  func end() -> [UInt8] {
    directory + Self.end(count: count, size: directory.count, at: offset)
  }

  /// The extra field of a file that is large, or far from the beginning; else nothing.
  private static func largeSizes(_ size: Int, at offset: Int) -> [UInt8] {
    var values: [Int] = []
    if size >= UInt32.max { values += [size, size] }
    if offset >= UInt32.max { values.append(offset) }
    if values.isEmpty { return [] }
    var field: [UInt8] = [1, 0]
    field.append(littleEndian: UInt16(8 * values.count))
    for value in values { field.append(littleEndian: value) }
    return field
  }

  /// Flags: names are UTF-8, and checksum and sizes stand after the bytes, if there are bytes.
  private static func flags(_ size: Int) -> UInt16 { size > 0 ? 0x0808 : 0x0800 }

  /// A local header, with an extra field that fills it up to where the bytes are aligned.
  static func header(_ name: String, size: Int, at offset: Int) -> [UInt8] {
    let large = largeSizes(size, at: offset)
    let start = offset + ZipFormat.localHeaderSize + name.utf8.count + large.count + 4
    let padding = (alignment - start % alignment) % alignment
    var header: [UInt8] = ZipFormat.localSignature
    header.append(littleEndian: UInt16(0))
    header.append(littleEndian: flags(size))
    // Method, time, date, checksum and sizes.
    header += [UInt8](repeating: 0, count: 18)
    header.append(littleEndian: UInt16(name.utf8.count))
    header.append(littleEndian: UInt16(large.count + 4 + padding))
    header += Array(name.utf8) + large + Array("FB".utf8)
    header.append(littleEndian: UInt16(padding))
    return header + [UInt8](repeating: UInt8(ascii: "Z"), count: padding)
  }

  /// What follows the bytes.
  static func footer(_ checksum: UInt32, size: Int, at offset: Int) -> [UInt8] {
    if size == 0 { return [] }
    var footer: [UInt8] = [0x50, 0x4b, 7, 8]
    footer.append(littleEndian: checksum)
    let isLarge = !largeSizes(size, at: offset).isEmpty
    for _ in 0..<2 {
      if isLarge {
        footer.append(littleEndian: UInt64(size))
      } else {
        footer.append(littleEndian: UInt32(size))
      }
    }
    return footer
  }

  /// An entry of the directory.
  static func entry(_ name: String, _ checksum: UInt32, size: Int, at offset: Int) -> [UInt8] {
    let large = largeSizes(size, at: offset)
    var entry = ZipFormat.entrySignature + [0, 0, 0, 0]
    entry.append(littleEndian: flags(size))
    // Method, time and date.
    entry += [UInt8](repeating: 0, count: 6)
    entry.append(littleEndian: checksum)
    entry.append(littleEndian: UInt32(clamping: size))
    entry.append(littleEndian: UInt32(clamping: size))
    entry.append(littleEndian: UInt16(name.utf8.count))
    entry.append(littleEndian: UInt16(large.count))
    // No comment, the first disk, no attributes.
    entry += [UInt8](repeating: 0, count: 10)
    entry.append(littleEndian: UInt32(clamping: offset))
    return entry + Array(name.utf8) + large
  }

  /// The records after the directory: of 64 bits, where that is, and of 32.
  static func end(count: Int, size: Int, at offset: Int) -> [UInt8] {
    // Written by version 3.0 on Unix, to be read by 4.5.
    ZipFormat.largeEnd(count: count, size: size, at: offset, version: (0x031e, 45))
      + ZipFormat.end(count: count, size: size, at: offset)
  }
}

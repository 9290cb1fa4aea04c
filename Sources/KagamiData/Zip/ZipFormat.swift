/// Signatures and sizes of a zip archive's records, which readers and writers share.
///
/// Source: PKWARE's APPNOTE, <https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT>.
enum ZipFormat {
  static let localSignature: [UInt8] = [0x50, 0x4b, 3, 4]
  static let entrySignature: [UInt8] = [0x50, 0x4b, 1, 2]
  static let endSignature: [UInt8] = [0x50, 0x4b, 5, 6]
  static let locatorSignature: [UInt8] = [0x50, 0x4b, 6, 7]
  static let largeEndSignature: [UInt8] = [0x50, 0x4b, 6, 6]
  /// Bytes of a local header before the name.
  static let localHeaderSize = 30
  /// Bytes of the records that end an archive, without a comment.
  static let (endSize, locatorSize, largeEndSize) = (22, 20, 56)
  /// The most bytes that a directory may have.
  static let directoryLimit = 100_000_000

  /// The records of 64-bit numbers that precede the end of an archive whose directory begins at `offset`.
  static func largeEnd(
    count: Int, size: Int, at offset: Int, version: (made: UInt16, needed: UInt16)
  ) -> [UInt8] {
    var end = largeEndSignature
    end.append(littleEndian: UInt64(largeEndSize - 12))
    end.append(littleEndian: version.made)
    end.append(littleEndian: version.needed)
    end += [UInt8](repeating: 0, count: 8)
    for value in [count, count, size, offset] { end.append(littleEndian: UInt64(value)) }
    end += locatorSignature + [0, 0, 0, 0]
    end.append(littleEndian: UInt64(offset + size))
    end.append(littleEndian: UInt32(1))
    return end
  }

  /// The record that ends an archive; what does not fit is in the one of 64-bit numbers.
  static func end(count: Int, size: Int, at offset: Int) -> [UInt8] {
    var end = endSignature + [0, 0, 0, 0]
    end.append(littleEndian: UInt16(clamping: count))
    end.append(littleEndian: UInt16(clamping: count))
    end.append(littleEndian: UInt32(clamping: size))
    end.append(littleEndian: UInt32(clamping: offset))
    return end + [0, 0]
  }
}

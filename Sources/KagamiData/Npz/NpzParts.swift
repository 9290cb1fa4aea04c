internal import Kagami

/// The bytes of a `.npz` file as `numpy.savez` writes it, part after part; an array's are formed when they are due.
///
/// A zip archive of Python's `zipfile`: the first day of its calendar, and sizes of 64 bits in each local header
/// whether they need it or not. Source: <https://github.com/python/cpython/blob/main/Lib/zipfile/__init__.py>.
struct NpzParts: Sequence, IteratorProtocol {
  /// Sizes and offsets above which Python writes 64 bits.
  private static let smallLimit = (1 << 31) - 1
  /// Of the format's description, the version that has sizes of 64 bits.
  private static let version: UInt16 = 45

  private let arrays: [(name: String, header: [UInt8], tensor: Tensor)]
  private let isCompressed: Bool
  private var index = 0
  private var offset = 0
  private var directory: [UInt8] = []
  /// The bytes of the current array, after its header.
  private var rest: [UInt8]?

  /// The parts of arrays' file.
  init(
    _ arrays: [(name: String, tensor: Tensor)], isCompressed: Bool
  ) throws(NpzError) {
    self.isCompressed = isCompressed
    var checked: [(name: String, header: [UInt8], tensor: Tensor)] = []
    for (name, tensor) in arrays {
      do {
        let header = try NpyHeader(shape: tensor.shape, dtype: tensor.dtype).encoded()
        checked.append((name + Npz.suffix, header, tensor))
      } catch { throw .malformedArray(name: name, error) }
    }
    self.arrays = checked
  }

  mutating func next() -> [UInt8]? {
    if let part = rest {
      rest = nil
      return part
    }
    guard index < arrays.count else {
      guard index == arrays.count else { return nil }
      index += 1
      return end()
    }
    let (name, header, tensor) = arrays[index]
    index += 1
    let content = header + tensor.bytes
    let stored =
      isCompressed ? Deflate.compress(content, in: .none, "Npz.encode") : content
    let facts = facts(name, CRC32.checksum(content))
    let local = Self.local(name, facts, size: content.count, storedSize: stored.count)
    directory += Self.entry(
      name, facts, size: content.count, storedSize: stored.count, at: offset)
    offset += local.count + stored.count
    rest = stored
    return local
  }

  /// What a local header and an entry of the directory share: flags, method, time, date and checksum.
  private func facts(_ name: String, _ checksum: UInt32) -> [UInt8] {
    var facts: [UInt8] = []
    // Names that are not ASCII are UTF-8.
    facts.append(littleEndian: UInt16(name.utf8.allSatisfy { $0 < 128 } ? 0 : 0x800))
    facts.append(littleEndian: UInt16(isCompressed ? 8 : 0))
    facts += [0, 0, 0x21, 0]
    facts.append(littleEndian: checksum)
    return facts
  }

  private static func local(
    _ name: String, _ facts: [UInt8], size: Int, storedSize: Int
  ) -> [UInt8] {
    var header = ZipFormat.localSignature
    header.append(littleEndian: version)
    header += facts + [UInt8](repeating: 0xff, count: 8)
    header.append(littleEndian: UInt16(name.utf8.count))
    let extra = largeSizes([size, storedSize])
    header.append(littleEndian: UInt16(extra.count))
    return header + Array(name.utf8) + extra
  }

  static func entry(
    _ name: String, _ facts: [UInt8], size: Int, storedSize: Int, at offset: Int
  ) -> [UInt8] {
    let hasLargeSize = Swift.max(size, storedSize) > smallLimit
    let hasLargeOffset = offset > smallLimit
    let extra = largeSizes(
      (hasLargeSize ? [size, storedSize] : []) + (hasLargeOffset ? [offset] : []))
    var entry = ZipFormat.entrySignature
    // Written on Unix.
    entry.append(littleEndian: version | 3 << 8)
    entry.append(littleEndian: version)
    entry += facts
    entry.append(littleEndian: hasLargeSize ? .max : UInt32(storedSize))
    entry.append(littleEndian: hasLargeSize ? .max : UInt32(size))
    entry.append(littleEndian: UInt16(name.utf8.count))
    entry.append(littleEndian: UInt16(extra.count))
    // No comment, the first disk; to be read and written by its owner.
    entry += [UInt8](repeating: 0, count: 6)
    entry.append(littleEndian: UInt32(0o600 << 16))
    entry.append(littleEndian: hasLargeOffset ? .max : UInt32(offset))
    return entry + Array(name.utf8) + extra
  }

  /// The extra field of 64-bit numbers; nothing if there are none.
  private static func largeSizes(_ values: [Int]) -> [UInt8] {
    if values.isEmpty { return [] }
    var field: [UInt8] = [1, 0]
    field.append(littleEndian: UInt16(8 * values.count))
    for value in values { field.append(littleEndian: value) }
    return field
  }

  private func end() -> [UInt8] {
    let (count, size) = (arrays.count, directory.count)
    let isLarge = count > UInt16.max || Swift.max(size, offset) > Self.smallLimit
    return directory
      + (isLarge
        ? ZipFormat.largeEnd(
          count: count, size: size, at: offset, version: (Self.version, Self.version)) : [])
      + ZipFormat.end(count: count, size: size, at: offset)
  }
}

internal import Kagami

/// An array of unsigned bytes as an IDX file holds it.
public struct IDXArray: Equatable, Sendable {
  /// The extent of each axis, outermost first.
  public let shape: [Int]
  /// The elements in row-major order, as many as the extents multiply to.
  public let bytes: [UInt8]

  /// Joins a shape and its elements.
  ///
  /// - Precondition: 1 to 4 non-negative extents below 2³² that multiply to `bytes.count`.
  public init(shape: [Int], bytes: [UInt8]) {
    if !(1...IDX.maximumRank).contains(shape.count) {
      misuse("IDXArray", "\(shape) is of rank \(shape.count)", hint: "ranks are 1 to 4")
    }
    if let extent = shape.first(where: { UInt32(exactly: $0) == nil }) {
      misuse(
        "IDXArray", "the extent \(extent) of \(shape) has no place in the format",
        hint: "extents are 0 to \(UInt32.max)")
    }
    if Extents.product(shape) != bytes.count {
      misuse(
        "IDXArray", "\(shape) does not hold \(bytes.count) bytes",
        hint: "pass as many bytes as the extents multiply to")
    }
    self.shape = shape
    self.bytes = bytes
  }
}

/// The IDX format of the MNIST files: `00 00 08 rank`, big-endian extents, then the elements.
///
/// Only unsigned bytes are read, of rank 1 to 4, and the payload must be exactly as long as the
/// extents require. Source: <http://yann.lecun.com/exdb/mnist/>, "the IDX file format".
public enum IDX {
  static let maximumRank = 4
  /// 1 GiB: over twenty times MNIST's training images.
  static let defaultLimit = 1 << 30

  /// Parses a whole plain IDX file.
  ///
  /// - Throws: ``IDXError``; never `.gzip`.
  public static func decode(_ file: [UInt8]) throws(IDXError) -> IDXArray {
    let rank = try rank(prefix: file.prefix(4))
    let headerLength = 4 + 4 * rank
    guard file.count >= headerLength else {
      throw .truncated(expected: headerLength, found: file.count)
    }
    let shape = extents(file[4..<headerLength])
    let total = headerLength + (try payload(of: shape, limit: Int.max - headerLength))
    guard file.count >= total else { throw .truncated(expected: total, found: file.count) }
    guard file.count == total else { throw .overlong(expected: total, found: file.count) }
    return IDXArray(shape: shape, bytes: Array(file[headerLength...]))
  }

  /// The bytes of a plain IDX file that holds `array`.
  public static func encode(_ array: IDXArray) -> [UInt8] {
    var file: [UInt8] = [0, 0, 8, UInt8(array.shape.count)]
    file.reserveCapacity(4 + 4 * array.shape.count + array.bytes.count)
    for extent in array.shape {
      for shift in [24, 16, 8, 0] { file.append(UInt8(truncatingIfNeeded: extent >> shift)) }
    }
    return file + array.bytes
  }

  /// The rank that the first four bytes announce.
  static func rank(prefix: ArraySlice<UInt8>) throws(IDXError) -> Int {
    let magic = Array(prefix)
    guard magic.count == 4 else { throw .truncated(expected: 4, found: magic.count) }
    guard magic[0] == 0, magic[1] == 0 else { throw .wrongMagic(magic) }
    guard magic[2] == 8 else { throw .unsupportedType(magic[2]) }
    let rank = Int(magic[3])
    guard (1...maximumRank).contains(rank) else { throw .unsupportedRank(rank) }
    return rank
  }

  /// Big-endian 32-bit extents.
  static func extents(_ bytes: ArraySlice<UInt8>) -> [Int] {
    stride(from: bytes.startIndex, to: bytes.endIndex, by: 4).map { start in
      bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
    }
  }

  /// The bytes that `shape` needs; an error above `limit`, before anything is allocated.
  static func payload(of shape: [Int], limit: Int) throws(IDXError) -> Int {
    guard let count = Extents.product(shape), count <= limit else {
      throw .tooLarge(shape: shape, limit: limit)
    }
    return count
  }
}

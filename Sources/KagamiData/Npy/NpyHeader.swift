internal import Kagami

/// What stands before the elements of a `.npy` file: a dictionary in Python's notation.
struct NpyHeader: Equatable {
  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)
  /// NumPy's own limit, in bytes here.
  static let sizeLimit = 10_000
  /// Bytes to whose multiple the header is filled up.
  private static let alignment = 64
  /// The header's width allows for an extent of so many digits, where rows may be appended to the file.
  private static let growthDigits = 21

  /// Element types in NumPy's notation without their byte order.
  static let types: [(name: String, dtype: DType)] = [
    ("b1", .bool), ("u1", .uint8), ("i1", .int8), ("i2", .int16), ("i4", .int32), ("i8", .int64),
    ("f2", .float16), ("f4", .float32), ("f8", .float64),
  ]

  let shape: Shape
  let dtype: DType
  /// Whether the lowest byte of an element comes last.
  var isBigEndian = false
  /// Whether the first axis runs fastest.
  var isColumnMajor = false

  /// Bytes of all elements.
  var dataSize: Int { shape.elementCount * dtype.byteCount }

  /// The bytes of the header with magic, version and length, as NumPy writes them.
  ///
  /// - Throws: ``NpyError/unsupportedType(_:)`` for `bfloat16`, which NumPy does not have.
  func encoded() throws(NpyError) -> [UInt8] {
    guard let type = Self.types.first(where: { $0.dtype == dtype })?.name else {
      throw .unsupportedType("\(dtype)")
    }
    let order = dtype.byteCount == 1 ? "|" : "<"
    let extents = shape.map(String.init).joined(separator: ", ")
    let tuple = shape.count == 1 ? "(\(extents),)" : "(\(extents))"
    var text = "{'descr': '\(order)\(type)', 'fortran_order': False, 'shape': \(tuple), }"
    if let first = shape.first {
      text += String(repeating: " ", count: max(Self.growthDigits - "\(first)".count, 0))
    }
    let prefix = Self.magic.count + 4
    // Where it would fit as it is, NumPy fills up by the whole of it.
    let padding = Self.alignment - (prefix + text.utf8.count + 1) % Self.alignment
    text += String(repeating: " ", count: padding) + "\n"
    var header = Self.magic + [1, 0]
    header.append(littleEndian: UInt16(text.utf8.count))
    return header + Array(text.utf8)
  }

  /// The length of the header's text, and how many bytes precede it.
  ///
  /// - Parameter prefix: The first twelve bytes of the file, or as many as there are.
  static func extent(_ prefix: [UInt8]) throws(NpyError) -> (size: Int, offset: Int) {
    var cursor = ByteCursor(prefix)
    guard let found = cursor.take(magic.count), found.elementsEqual(magic) else {
      throw prefix.elementsEqual(magic.prefix(prefix.count)) && prefix.count < magic.count
        ? .truncated(expected: magic.count + 4, found: prefix.count) : .wrongMagic
    }
    let truncated = NpyError.truncated(expected: magic.count + 4, found: prefix.count)
    guard let major = cursor.next(UInt8.self), let minor = cursor.next(UInt8.self) else {
      throw truncated
    }
    let size: Int?
    switch (major, minor) {
    case (1, 0): size = cursor.next(UInt16.self).map(Int.init)
    case (2, 0), (3, 0): size = cursor.next(UInt32.self).map(Int.init)
    default: throw .unsupportedVersion(major: Int(major), minor: Int(minor))
    }
    guard let size else { throw truncated }
    guard size <= sizeLimit else { throw .headerTooLarge(size) }
    return (size, cursor.place)
  }

  /// Parses the header's text.
  init(text: [UInt8]) throws(NpyError) {
    var literal = NpyLiteral(text)
    let fields = try literal.dictionary()
    guard case .shape(let extents)? = fields["shape"] else {
      throw .malformedHeader("its 'shape' is no tuple of extents")
    }
    guard case .truth(let isColumnMajor)? = fields["fortran_order"] else {
      throw .malformedHeader("its 'fortran_order' is neither True nor False")
    }
    guard case .text(let type)? = fields["descr"] else {
      throw .malformedHeader("its 'descr' is no string")
    }
    guard fields.count == 3 else {
      throw .malformedHeader("it has other keys than 'descr', 'fortran_order' and 'shape'")
    }
    let order = type.first
    guard let order, "<>=|".contains(order),
      let dtype = Self.types.first(where: { $0.name == type.dropFirst() })?.dtype
    else { throw .unsupportedType("'\(type)'") }
    guard extents.count <= Shape.maximumRank, let count = Extents.product(extents),
      !count.multipliedReportingOverflow(by: dtype.byteCount).overflow
    else { throw .unsupportedShape(extents) }
    self.init(
      shape: Shape(extents), dtype: dtype, isBigEndian: order == ">", isColumnMajor: isColumnMajor)
  }

  init(shape: Shape, dtype: DType, isBigEndian: Bool = false, isColumnMajor: Bool = false) {
    (self.shape, self.dtype) = (shape, dtype)
    (self.isBigEndian, self.isColumnMajor) = (isBigEndian, isColumnMajor)
  }
}

/// Bytes that are read from their beginning, with integers from the lowest byte on; past the end all is nil.
struct ByteCursor {
  private let bytes: [UInt8]
  /// The index of the next byte.
  private(set) var place: Int

  /// A cursor at a place within the bytes, or at their end.
  init(_ bytes: [UInt8], at place: Int = 0) {
    self.bytes = bytes
    self.place = min(max(place, 0), bytes.count)
  }

  /// Whether all bytes were passed.
  var isAtEnd: Bool { place == bytes.count }

  /// The next `count` bytes.
  mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
    guard count >= 0, count <= bytes.count - place else { return nil }
    defer { place += count }
    return bytes[place..<place + count]
  }

  /// The next unsigned integer, as many bytes as `Value` has.
  mutating func next<Value: FixedWidthInteger & UnsignedInteger>(
    _: Value.Type = Value.self
  ) -> Value? {
    take(Value.bitWidth / 8)?.reversed().reduce(0) { $0 << 8 | Value($1) }
  }

  /// The bytes up to the next line feed, which is passed too.
  mutating func line() -> ArraySlice<UInt8>? {
    guard let end = bytes[place...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    defer { place = end + 1 }
    return bytes[place..<end]
  }
}

extension [UInt8] {
  /// Appends an integer's bytes, the lowest first.
  mutating func append(littleEndian value: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
  }
}

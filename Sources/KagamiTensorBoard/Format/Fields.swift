/// Fields of a message in the wire format of protocol buffers.
///
/// Source: <https://protobuf.dev/programming-guides/encoding/>.
struct Fields {
  private(set) var bytes: [UInt8] = []

  /// A message that `fill` writes.
  static func message(_ fill: (inout Fields) -> Void) -> Fields {
    var fields = Fields()
    fill(&fields)
    return fields
  }

  mutating func integer(_ number: Int, _ value: Int) {
    key(number, 0)
    varint(UInt64(bitPattern: Int64(value)))
  }

  mutating func double(_ number: Int, _ value: Double) {
    key(number, 1)
    fixed(value.bitPattern)
  }

  mutating func float(_ number: Int, _ value: Float) {
    key(number, 5)
    fixed(value.bitPattern)
  }

  mutating func data(_ number: Int, _ value: some Collection<UInt8>) {
    key(number, 2)
    varint(UInt64(value.count))
    bytes += value
  }

  mutating func text(_ number: Int, _ value: String) { data(number, Array(value.utf8)) }

  mutating func message(_ number: Int, _ fill: (inout Fields) -> Void) {
    data(number, Fields.message(fill).bytes)
  }

  /// Packed numbers of double precision.
  mutating func doubles(_ number: Int, _ values: [Double]) {
    var packed = Fields()
    for value in values { packed.fixed(value.bitPattern) }
    data(number, packed.bytes)
  }

  private mutating func key(_ number: Int, _ wireType: UInt64) {
    varint(UInt64(number) << 3 | wireType)
  }

  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest > 0x7F {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  private mutating func fixed(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.littleEndian) { bytes += $0 }
  }
}

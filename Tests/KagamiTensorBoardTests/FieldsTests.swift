import Testing

@testable import KagamiTensorBoard

/// Bytes of the examples in the description of the wire format.
@Suite struct FieldsTests {
  @Test func numbersAndTexts() {
    #expect(Fields.message { $0.integer(1, 150) }.bytes == [0x08, 0x96, 0x01])
    #expect(Fields.message { $0.text(2, "testing") }.bytes == [0x12, 7] + Array("testing".utf8))
    #expect(Fields.message { $0.message(3) { $0.integer(1, 150) } }.bytes == [0x1A, 3, 8, 0x96, 1])
    #expect(
      Fields.message { $0.integer(1, -2) }.bytes
        == [8, 0xFE] + [UInt8](repeating: 0xFF, count: 8) + [1])
    #expect(Fields.message { $0.float(2, 1) }.bytes == [0x15, 0, 0, 0x80, 0x3F])
    #expect(Fields.message { $0.double(16, 1) }.bytes == [0x81, 1, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F])
    #expect(Fields.message { $0.doubles(6, []) }.bytes == [0x32, 0])
  }
}

import Testing

@testable import KagamiTensorBoard

@Suite struct CRC32CTests {
  @Test func theKnownAnswer() {
    #expect(CRC32C.checksum(Array("123456789".utf8)) == 0xE306_9283)
    #expect(CRC32C.masked(Array("123456789".utf8)) == 0xC78A_B0E5)
    #expect(CRC32C.checksum([]) == 0)
    // 32 bytes of 0 and of 0xFF, of RFC 3720.
    #expect(CRC32C.checksum([UInt8](repeating: 0, count: 32)) == 0x8A91_36AA)
    #expect(CRC32C.checksum([UInt8](repeating: 0xFF, count: 32)) == 0x62A8_AB43)
  }
}

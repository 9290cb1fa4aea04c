import Testing

@testable import KagamiData

/// Archives are laid out as PyTorch lays them out.
@Suite struct AlignedZipWriterTests {
  private func bytes(_ text: String) -> [UInt8] {
    let digits = Array(text)
    return stride(from: 0, to: digits.count, by: 2).compactMap {
      UInt8(String(digits[$0...$0 + 1]), radix: 16)
    }
  }

  @Test func contentsAreAligned() {
    for name in ["a", "archive/data/0", String(repeating: "x", count: 64)] {
      for offset in [0, 1, 63, 64, 1000, 1 << 33] {
        let header = AlignedZipWriter.header(name, size: 1, at: offset)
        #expect((offset + header.count) % 64 == 0)
      }
    }
  }

  /// What `torch.save` wrote for tensors of 4 GiB + 64 bytes and of 8 bytes, in the folder `big`.
  @Test func sizesOf64Bits() {
    let size = 0x1_0000_0040
    let first = AlignedZipWriter.header("big/data/0", size: size, at: 0x296)
    #expect(
      first.starts(
        with: bytes("504b0304000008080000000000000000000000000000000000000a004200")
          + Array("big/data/0".utf8)
          + bytes("0100100040000000010000004000000001000000" + "46422a00")))
    #expect((0x296 + first.count) % 64 == 0)
    #expect(
      AlignedZipWriter.footer(0x1dcd_f777, size: size, at: 0x296)
        == bytes("504b070877f7cd1d40000000010000004000000001000000"))
    #expect(
      AlignedZipWriter.entry("big/data/0", 0x1dcd_f777, size: size, at: 0x296)
        == bytes(
          "504b01020000000008080000000000007" + "7f7cd1dffffffffffffffff0a0014000000000000000000"
            + "000096020000") + Array("big/data/0".utf8)
        + bytes("0100100040000000010000004000000001000000"))
    let place = 0x1_0000_0358
    #expect(
      AlignedZipWriter.header("big/data/1", size: 8, at: place)
        == bytes("504b0304000008080000000000000000000000000000000000000a004000")
        + Array("big/data/1".utf8) + bytes("010008005803000001000000" + "46423000")
        + [UInt8](repeating: 0x5a, count: 48))
    #expect(
      AlignedZipWriter.footer(0xd506_5190, size: 8, at: place)
        == bytes("504b0708905106d508000000000000000800000000000000"))
    #expect(
      AlignedZipWriter.entry("big/data/1", 0xd506_5190, size: 8, at: place)
        == bytes("504b0102000000000808000000000000905106d508000000080000000a000c00")
        + bytes("00000000000000000000ffffffff") + Array("big/data/1".utf8)
        + bytes("010008005803000001000000"))
    #expect(
      AlignedZipWriter.end(count: 8, size: 0x223, at: 0x1_0000_0500)
        == bytes("504b06062c000000000000001e032d00000000000000000008000000000000000800000000000000")
        + bytes(
          "23020000000000000005000001000000" + "504b0607000000002307000001000000" + "01000000")
        + bytes("504b050600000000080008002302" + "0000ffffffff0000"))
  }
}

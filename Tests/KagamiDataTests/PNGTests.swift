import KagamiData
import Testing

/// Pictures are read as written.
@Suite struct PNGTests {
  @Test func picturesComeBack() throws {
    let gray = GrayImage(width: 5, height: 3, pixels: (0..<15).map { UInt8($0 * 17) })
    #expect(try PNG.decodeGray(PNG.encode(gray)) == gray)
    let color = RGBImage(width: 2, height: 2, pixels: (0..<12).map { UInt8($0 * 21) })
    #expect(try PNG.decodeRGB(PNG.encode(color)) == color)
    #expect(try PNG.encode(gray).prefix(8) == [137, 80, 78, 71, 13, 10, 26, 10])
  }

  @Test func damageIsRefused() throws {
    let whole = try PNG.encode(
      GrayImage(width: 9, height: 9, pixels: [UInt8](repeating: 7, count: 81)))
    for bytes in [[], [1, 2, 3], Array(whole.prefix(40)), Array(whole.dropFirst())] {
      let error = #expect(throws: PNGError.self) { try PNG.decodeGray(bytes) }
      #expect(error?.description.contains("\n") == false)
    }
    #expect(throws: PNGError.self) { try PNG.encode(gray: [], width: 0, height: 0) }
  }
}

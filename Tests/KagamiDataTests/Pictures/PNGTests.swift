import Foundation
import KagamiData
import Testing

/// Pictures are read as written.
@Suite struct PNGTests {
  @Test func picturesComeBack() throws {
    let gray = GrayImage(width: 5, height: 3, pixels: (0..<15).map { UInt8($0 * 17) })
    #expect(try PNG.decodeGray(PNG.encode(gray)) == gray)
    #expect(try PNG.encode(gray).prefix(8) == [137, 80, 78, 71, 13, 10, 26, 10])
  }

  @Test func colorTurnsToLuminance() throws {
    // White, green and blue, three bytes each.
    let file = try #require(
      Data(
        base64Encoded: "iVBORw0KGgoAAAANSUhEUgAAAAMAAAABCAIAAACUgoPjAAAAEklEQVR4nGP4//8/w38GBob/"
          + "AB3sBPyPx4cCAAAAAElFTkSuQmCC"))
    let image = try PNG.decodeGray([UInt8](file))
    #expect(image.width == 3 && image.height == 1)
    #expect(image.pixels[0] == 255 && image.pixels[1] > image.pixels[2] && image.pixels[2] > 0)
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

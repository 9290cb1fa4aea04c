import Kagami
import KagamiData
import Testing

/// Colour pictures are written, and read as Pillow reads them.
@Suite struct RGBImageTests {
  static let picture = RGBImage(
    width: 4, height: 3, pixels: (0..<36).map { UInt8(truncatingIfNeeded: $0 * 53) })

  @Test func picturesComeBack() throws {
    #expect(try PNG.decodeRGB(PNG.encode(Self.picture)) == Self.picture)
    let gray = GrayImage(width: 3, height: 2, pixels: [0, 50, 100, 150, 200, 250])
    #expect(try PNG.decodeRGB(PNG.encode(gray)) == RGBImage(gray))
  }

  @Test(arguments: PictureGoldens.shared.files)
  func pixelsArePillows(_ golden: PictureGoldens.File) throws {
    let picture = try PNG.decodeRGB(PictureGoldens.bytes(golden.file))
    #expect(picture.width == golden.width && picture.height == golden.height)
    #expect(picture.pixels == PictureGoldens.bytes(golden.pixels))
  }

  @Test func tensorsAreToTensors() {
    let tensor = Self.picture.tensor
    #expect(tensor.shape == [3, 3, 4] && tensor.dtype == .float32)
    #expect(tensor[1, 2, 3].item(as: Float.self) == Float(Self.picture.pixels[34]) / 255)
    #expect(RGBImage(tensor) == Self.picture)
  }

  @Test func damageIsRefused() throws {
    let file = try PNG.encode(Self.picture)
    // The last twelve bytes say that nothing follows; all pixels are before them.
    #expect(try PNG.decodeRGB(Array(file.dropLast(12))) == Self.picture)
    for length in 0..<file.count - 12 {
      let error = #expect(throws: PNGError.self) { try PNG.decodeRGB(Array(file[..<length])) }
      #expect(error?.description.contains("\n") == false)
    }
    for bit in 0..<8 * file.count {
      var damaged = file
      damaged[bit / 8] ^= 1 << UInt8(bit % 8)
      // Most are found by a checksum; none may crash.
      _ = try? PNG.decodeRGB(damaged)
    }
  }

  @Test func sizesBeyondMemoryAreRefused() throws {
    // A header of 65,535 × 65,535 pixels in a file of a few bytes.
    var file = try PNG.encode(Self.picture)
    for index in [18, 19, 22, 23] { file[index] = 0xff }
    #expect(throws: PNGError.self) { try PNG.decodeRGB(file) }
    #expect(throws: PNGError.self) { try PNG.decodeGray(file) }
  }

  @Test func otherNumbersOfBytesAreMisuse() async {
    await #expect(processExitsWith: .failure) {
      _ = try PNG.encode(rgb: [], width: .max, height: .max)
    }
  }
}

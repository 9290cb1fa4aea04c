import Kagami
import KagamiData
import TestSupport
import Testing

@testable import KagamiTensorBoard

@Suite struct ImageFormatTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The picture that a tensor became, as the event file has it.
  private func written(_ image: Tensor, _ format: ImageFormat?) throws -> WireMessage {
    let writer = try SummaryWriter(folder.path)
    try writer.addImage("a", image, step: 1, format: format)
    try writer.close()
    let shown = try #require(try EventReader.values([folder.read(folder.names[0])]))
    return try #require(shown["a"]?.first?.value.message(4))
  }

  /// Elements from 0 to 1 that are all different.
  private func colours(_ shape: Shape) -> Tensor {
    Tensor.arange(shape.reduce(1, *)).to(.float32).reshape(shape) / 41
  }

  @Test(arguments: ImageFormat.allCases) func pixelsAreInTheirPlaces(_ format: ImageFormat) throws {
    // Two rows, seven columns.
    let rows = colours(format == .hw ? [2, 7, 1] : [2, 7, 3])
    let image =
      switch format {
      case .chw: rows.permute([2, 0, 1])
      case .hwc: rows
      case .hw: rows.squeeze(axis: 2)
      }
    let message = try written(image, format)
    #expect(message.integer(1) == 2 && message.integer(2) == 7)
    #expect(message.integer(3) == (format == .hw ? 1 : 3))
    let picture = try PNG.decodeRGB(#require(message.data(4)))
    let bytes = rows.expand([2, 7, 3]).array(of: Float.self).map { UInt8($0 * 255) }
    #expect(picture == RGBImage(width: 7, height: 2, pixels: bytes))
  }

  @Test func channelsComeFirstUnlessGiven() throws {
    let message = try written(colours([3, 2, 7]), nil)
    #expect(message.integer(1) == 2 && message.integer(2) == 7 && message.integer(3) == 3)
  }

  @Test func oneChannelIsGrey() throws {
    let message = try written(colours([2, 7, 1]), .hwc)
    #expect(message.integer(1) == 2 && message.integer(2) == 7 && message.integer(3) == 1)
  }

  @Test func whatIsNoPictureIsNone() {
    let wrong: [(format: ImageFormat, shape: Shape)] = [
      (.chw, [2, 4, 4]), (.hwc, [3, 4, 4]), (.hw, [1, 4, 4]), (.chw, [4, 4]), (.chw, [3, 0, 4]),
    ]
    for (format, shape) in wrong {
      #expect(format.rows(of: Tensor.zeros(shape)) == nil, "\(format) \(shape)")
    }
  }
}

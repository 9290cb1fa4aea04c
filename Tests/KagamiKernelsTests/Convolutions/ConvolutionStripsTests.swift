import Testing

@testable import KagamiKernels

/// Strips cover every position of every image once, and stay small.
@Suite struct ConvolutionStripsTests {
  static let shapes: [(batch: Int, channels: Int, side: Int, size: Int)] = [
    (0, 3, 8, 3), (1, 1, 1, 1), (64, 1, 28, 5), (64, 6, 14, 5), (3, 64, 28, 3), (2, 512, 4, 4),
    (1, 3, 224, 7), (100, 16, 5, 3), (7, 0, 6, 3), (5, 1024, 40, 5), (2, 2, 33, 2),
  ]

  private static func shape(
    _ extents: (batch: Int, channels: Int, side: Int, size: Int)
  ) -> ConvolutionShape {
    let axis = WindowAxis(size: extents.size, before: 1, after: 1)
    let positions = axis.positions(over: extents.side)
    return ConvolutionShape(
      window: WindowGeometry(rows: axis, columns: axis), groups: 1,
      images: [extents.batch, extents.channels, extents.side, extents.side],
      results: [extents.batch, 4, positions, positions])
  }

  @Test(arguments: shapes)
  func eachPositionIsInOneStrip(_ extents: (batch: Int, channels: Int, side: Int, size: Int)) {
    let shape = Self.shape(extents)
    let strips = ConvolutionStrips(shape)
    var seen = [Int](repeating: 0, count: shape.batch * shape.positions)
    for index in 0..<strips.count {
      let strip = strips[index]
      #expect(strip.columns > 0)
      #expect(strip.images.count == 1 || strip.positions == 0..<shape.positions)
      for image in strip.images {
        for position in strip.positions { seen[image * shape.positions + position] += 1 }
      }
      #expect(strip.images == strips.images(index / strips.pieces))
    }
    #expect(seen.allSatisfy { $0 == 1 })
  }

  /// An unfolded strip takes 256 KiB of floats, or is of 128 columns.
  @Test(arguments: shapes)
  func memoryIsBounded(_ extents: (batch: Int, channels: Int, side: Int, size: Int)) {
    let shape = Self.shape(extents)
    let strips = ConvolutionStrips(shape)
    for index in 0..<strips.count {
      let columns = strips[index].columns
      #expect(columns <= 896 && (columns <= 128 || columns * shape.depth <= 1 << 16))
    }
  }
}

/// How the positions of all images are cut into strips, each of which is unfolded and multiplied in one go.
///
/// A strip is a part of one image, or several whole images where they are small. Its unfolded matrix stays within
/// the second-level cache, so that memory is bounded however large the batch is. Borders depend on the shape
/// alone, so results are the same bits for any number of threads.
struct ConvolutionStrips: Sendable {
  /// A part of one image, or all positions of several.
  struct Strip {
    let images: Range<Int>
    let positions: Range<Int>

    var columns: Int { images.count * positions.count }
  }

  /// Elements of an unfolded matrix: 256 KiB of floats.
  private static let elements = 1 << 16
  /// Columns of a strip: with fewer, reading the weight would take longer than the arithmetic.
  ///
  /// Not a multiple of 1024, which would put rows at the same places of their pages.
  private static let columns = 128...896

  private let batch, positions: Int
  /// Images and positions of a strip; the last may have fewer.
  private let height, width: Int
  /// Parts of an image; 1 where strips have several images.
  let pieces: Int

  init(_ shape: ConvolutionShape) {
    (batch, positions) = (shape.batch, shape.positions)
    let fitting = Self.elements / max(shape.depth, 1) / 64 * 64
    let limit = min(max(fitting, Self.columns.lowerBound), Self.columns.upperBound)
    height = max(1, min(limit / max(positions, 1), batch))
    // Equal parts, in whole vectors.
    let parts = (positions + limit - 1) / limit
    width = height > 1 || parts <= 1 ? positions : ((positions + parts - 1) / parts + 15) / 16 * 16
    pieces = width > 0 ? (positions + width - 1) / width : 0
  }

  /// Groups of images that are cut alike.
  var rows: Int { (batch + height - 1) / height }

  var count: Int { rows * pieces }

  /// The images of a group.
  func images(_ row: Int) -> Range<Int> { row * height..<min(batch, (row + 1) * height) }

  /// The strips of one group of images are neighbours.
  subscript(index: Int) -> Strip {
    let start = index % pieces * width
    return Strip(
      images: images(index / pieces), positions: start..<min(positions, start + width))
  }
}

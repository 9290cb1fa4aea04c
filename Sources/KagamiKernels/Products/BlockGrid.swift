/// How a product is cut into blocks that threads share.
///
/// The borders depend on the extents alone, so results are the same bits for any number of threads.
struct BlockGrid {
  private let m: Int
  private let n: Int
  /// Rows and columns of a block; the last of each may have fewer.
  private let height: Int
  private let width: Int

  /// Multiplications below which sharing costs more than it saves; with a single row or column,
  /// each is a number fetched from memory.
  private static let (smallest, smallestOfVector) = (1 << 20, 1 << 18)

  /// Cuts a product of `m × n` results with an inner extent of `k`.
  init(m: Int, n: Int, k: Int) {
    (self.m, self.n) = (m, n)
    let smallest = min(m, n, k) == 1 ? Self.smallestOfVector : Self.smallest
    guard m * n * max(k, 1) >= smallest else {
      (height, width) = (m, n)
      return
    }
    // Columns are cut where there are enough of them, for then a block packs all of A but only its
    // part of the larger B; else rows. Tall products are cut both ways, for many processors.
    if n > 256 || m <= 256 {
      width = Self.part(of: n)
      height = m >= 1024 ? 512 : m
    } else {
      (height, width) = (Self.part(of: m), n)
    }
  }

  /// An equal share of `extent` of about 256, in whole vectors; two shares where there are fewer.
  private static func part(of extent: Int) -> Int {
    guard extent >= 128 else { return extent }
    let parts = max(2, (extent + 255) / 256)
    return ((extent + parts - 1) / parts + 15) / 16 * 16
  }

  /// Calls `body` with the rows and columns of each block, several at a time where there are several;
  /// subnormal numbers count as zero in it.
  func forEachBlock(_ body: @Sendable (_ rows: Range<Int>, _ columns: Range<Int>) -> Void) {
    Threads.forEachBlock(ofRows: m, size: height, columns: n, size: width, flushing: true, body)
  }
}

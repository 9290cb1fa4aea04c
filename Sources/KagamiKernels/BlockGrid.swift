/// How a product is cut into blocks that threads share.
///
/// The borders depend on the extents alone, so results are the same bits for any number of threads.
struct BlockGrid {
  struct Block {
    let rows: Range<Int>
    let columns: Range<Int>
  }

  private let m: Int
  private let n: Int
  /// Rows and columns of a block; the last of each may have fewer.
  private let height: Int
  private let width: Int

  /// Multiplications below which sharing costs more than it saves.
  private static let smallest = 1 << 20

  /// Cuts a product of `m × n` results with an inner extent of `k`.
  init(m: Int, n: Int, k: Int) {
    (self.m, self.n) = (m, n)
    guard m * n * max(k, 1) >= Self.smallest else {
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

  private var columnBlocks: Int { (n + width - 1) / width }
  private var rowBlocks: Int { (m + height - 1) / height }

  /// Calls `body` with each block, several at a time where there are several; subnormal numbers
  /// count as zero in it.
  func forEach(_ body: @Sendable (Block) -> Void) {
    Threads.forEachBlock(of: columnBlocks * rowBlocks, size: 1, flushing: true) { index in
      let (row, column) = (index.lowerBound / columnBlocks, index.lowerBound % columnBlocks)
      body(
        Block(
          rows: row * height..<min(m, (row + 1) * height),
          columns: column * width..<min(n, (column + 1) * width)))
    }
  }
}

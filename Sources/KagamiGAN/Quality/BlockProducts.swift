internal import Kagami

/// The products `x·yᵀ` of two sets' rows, block by block, so that memory does not grow with the sets.
struct BlockProducts {
  let x: SampleRows
  let y: SampleRows
  /// Whether `y` is `x`: then the blocks below the diagonal mirror those above, and are not computed.
  private let isSymmetric: Bool
  /// The squared norm of each row of `x`, `[x.count]`.
  private let xNorms: Tensor
  private let yNorms: Tensor

  /// Chosen by measurement: large enough for OpenBLAS to reach its speed, and a product of 8 MB stays in the
  /// last cache while loops pass over it.
  static let rowsPerBlock = 1024

  /// One block.
  struct Block {
    let rows: Range<Int>
    let columns: Range<Int>
    /// `[rows.count, columns.count]`, `float64`.
    let product: Tensor
    /// The squared norms of the rows, `[rows.count]`.
    let rowNorms: Tensor
    /// The squared norms of the columns, `[columns.count]`.
    let columnNorms: Tensor
    /// Whether the block with rows and columns exchanged, its transpose, is left out.
    let hasMirror: Bool

    /// The squared distances, `[rows.count, columns.count]`.
    var squares: Tensor {
      PairwiseDistances.squares(product, rowNorms, columnNorms)
    }
  }

  /// The products of two sets' rows.
  init(_ x: SampleRows, _ y: SampleRows) {
    (self.x, self.y, isSymmetric) = (x, y, false)
    (xNorms, yNorms) = (x.squaredNorms, y.squaredNorms)
  }

  /// The products of a set's rows with each other.
  init(within x: SampleRows) {
    (self.x, y, isSymmetric) = (x, x, true)
    xNorms = x.squaredNorms
    yNorms = xNorms
  }

  /// Calls `body` for each block; with mirrors added, a row of `x` meets the rows of `y` in their order.
  func forEachBlock(_ body: (Block) throws -> Void) rethrows {
    for columns in y.blocks(of: Self.rowsPerBlock) {
      let factor = y.doubles(columns).transpose()
      for rows in x.blocks(of: Self.rowsPerBlock) {
        if isSymmetric, rows.lowerBound > columns.lowerBound { break }
        let block = Block(
          rows: rows, columns: columns, product: x.doubles(rows).matmul(factor),
          rowNorms: xNorms.narrow(axis: 0, start: rows.lowerBound, length: rows.count),
          columnNorms: yNorms.narrow(axis: 0, start: columns.lowerBound, length: columns.count),
          hasMirror: isSymmetric && rows != columns)
        try body(block)
      }
    }
  }
}

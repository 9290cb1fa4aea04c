public import Kagami

/// Squared Euclidean distances between rows, block by block.
///
/// ```swift
/// let pairs = PairwiseDistances(from: generated, to: training)    // [10000, 784], [60000, 784]
/// pairs.forEachBlock { block in
///   let nearest = block.squares.amin(axis: 1)                     // [block.rows.count]
/// }
/// ```
/// `‖x − y‖² = ‖x‖² + ‖y‖² − 2·x·yᵀ` in `float64`, one matrix product a block. Rounding may leave the
/// distance of equal rows a little off 0; what is below 0 becomes 0.
public struct PairwiseDistances: Sendable {
  private let x: SampleRows
  private let y: SampleRows
  private let isWithin: Bool

  /// The distances between some rows of either set.
  public struct Block: Sendable {
    /// Which rows of the first set.
    public let rows: Range<Int>
    /// Which rows of the second set.
    public let columns: Range<Int>
    /// `[rows.count, columns.count]`, `float64`, none below 0.
    public let squares: Tensor
  }

  /// The distances from the rows of one set to those of another; nothing is computed yet.
  ///
  /// - Parameters:
  ///   - x: `[n, width]`
  ///   - y: `[m, width]`
  /// - Precondition: both are finite fractions with a row or more, of equal width.
  public init(from x: Tensor, to y: Tensor) {
    let operation = "PairwiseDistances"
    self.init(
      SampleRows(x, "rows", in: operation), SampleRows(y, "rows", in: operation), in: operation)
  }

  /// The distances between the rows of one set; each product is computed once for both directions.
  ///
  /// - Parameter x: `[n, width]`
  /// - Precondition: finite fractions, a row or more.
  public init(within x: Tensor) {
    self.init(within: SampleRows(x, "rows", in: "PairwiseDistances"))
  }

  /// - Parameter operation: What was called, for messages.
  init(_ x: SampleRows, _ y: SampleRows, in operation: String) {
    x.check(sameWidthAs: y, in: operation)
    (self.x, self.y, isWithin) = (x, y, false)
  }

  init(within x: SampleRows) { (self.x, y, isWithin) = (x, x, true) }

  /// Calls `body` for each block: every pair of rows is in exactly one.
  ///
  /// A block has up to 1,024 rows and as many columns. To each row the columns come in rising order.
  ///
  /// - Complexity: A product of `n × width × m`, half of it within one set, in memory that depends only
  ///   on the width.
  public func forEachBlock(_ body: (Block) throws -> Void) rethrows {
    let products = isWithin ? BlockProducts(within: x) : BlockProducts(x, y)
    try products.forEachBlock { block in
      let (rows, columns, squares) = (block.rows, block.columns, block.squares)
      try body(Block(rows: rows, columns: columns, squares: squares))
      if block.hasMirror {
        try body(Block(rows: columns, columns: rows, squares: squares.transpose()))
      }
    }
  }

  /// All distances at once, for small sets.
  ///
  /// - Returns: `[n, m]`, `float64`.
  public func squares() -> Tensor {
    let product = x.doubles(0..<x.count).matmul(y.doubles(0..<y.count).transpose())
    return Self.squares(product, x.squaredNorms, y.squaredNorms)
  }

  /// The distances of rows by their products and squared norms.
  ///
  /// - Parameters:
  ///   - product: `[n, m]`
  ///   - x: `[n]`
  ///   - y: `[m]`
  static func squares(_ product: Tensor, _ x: Tensor, _ y: Tensor) -> Tensor {
    var result = product
    result *= -2
    result += x.unsqueeze(axis: 1)
    result += y
    return result.clamp(min: 0)
  }
}

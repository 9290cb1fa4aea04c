public import Kagami

/// For each row of a set, the `k` nearest rows of another: their indices and distances.
///
/// ```swift
/// let found = NearestNeighbours(of: generated, in: training, k: 3)    // [n, 784], [m, 784]
/// found.indices                                                       // [n, 3], nearest first
/// ```
/// Euclidean distances in `float64`, by ``PairwiseDistances``. Of equally near rows the one with the
/// lower index comes first.
public struct NearestNeighbours: Sendable {
  /// How many neighbours each row has.
  public let k: Int
  /// Positions in the set that was searched, `[n, k]`, `int64`, nearest first.
  public let indices: Tensor
  /// Squared distances, `[n, k]`, `float64`, rising along a row.
  public let squaredDistances: Tensor

  /// Distances, `[n, k]`, `float64`, rising along a row.
  public var distances: Tensor { squaredDistances.sqrt() }

  /// The nearest rows of `references` for each row of `x`.
  ///
  /// - Parameters:
  ///   - x: `[n, width]`
  ///   - references: `[m, width]`
  ///   - k: How many to find.
  /// - Precondition: `1 ≤ k ≤ m`; both are finite fractions of equal width.
  public init(of x: Tensor, in references: Tensor, k: Int = 1) {
    let operation = "NearestNeighbours"
    let rows = SampleRows(x, "rows", in: operation)
    let pairs = PairwiseDistances(
      rows, SampleRows(references, "references", in: operation, atLeast: k), in: operation)
    self.init(pairs, rows: rows.count, k, excludingSelf: false)
  }

  /// For each row of one set, the nearest of its other rows.
  ///
  /// - Parameters:
  ///   - x: `[n, width]`
  ///   - k: How many to find.
  /// - Precondition: `1 ≤ k < n`; finite fractions.
  public init(within x: Tensor, k: Int = 1) {
    let rows = SampleRows(x, "rows", in: "NearestNeighbours", atLeast: max(k, 1) + 1)
    self.init(PairwiseDistances(within: rows), rows: rows.count, k, excludingSelf: true)
  }

  private init(_ pairs: PairwiseDistances, rows: Int, _ k: Int, excludingSelf: Bool) {
    if k < 1 { misuse("NearestNeighbours", "k is \(k)", hint: "use 1 or more") }
    var search = NeighbourSearch(rows: rows, k: k)
    pairs.forEachBlock { block in
      search.add(block, excludingSelf: excludingSelf)
    }
    self.k = k
    indices = Tensor(search.indices, shape: [rows, k])
    squaredDistances = Tensor(search.squares, shape: [rows, k], dtype: .float64)
  }
}

/// The nearest so far, while blocks of distances come in.
private struct NeighbourSearch {
  let k: Int
  /// `k` for each row, rising.
  var squares: [Double]
  var indices: [Int64]

  init(rows: Int, k: Int) {
    self.k = k
    squares = Array(repeating: .infinity, count: rows * k)
    indices = Array(repeating: -1, count: rows * k)
  }

  mutating func add(_ block: PairwiseDistances.Block, excludingSelf: Bool) {
    let width = block.columns.count
    block.squares.withHostElements(of: Double.self) { found in
      for row in block.rows {
        let start = (row - block.rows.lowerBound) * width
        let skipped = excludingSelf ? row - block.columns.lowerBound : -1
        var worst = squares[row * k + k - 1]
        for column in 0..<width where found[start + column] < worst && column != skipped {
          insert(found[start + column], Int64(block.columns.lowerBound + column), row)
          worst = squares[row * k + k - 1]
        }
      }
    }
  }

  /// Moves what is farther one place back; the last is dropped.
  private mutating func insert(_ square: Double, _ index: Int64, _ row: Int) {
    var place = row * k + k - 1
    while place > row * k, squares[place - 1] > square {
      squares[place] = squares[place - 1]
      indices[place] = indices[place - 1]
      place -= 1
    }
    squares[place] = square
    indices[place] = index
  }
}

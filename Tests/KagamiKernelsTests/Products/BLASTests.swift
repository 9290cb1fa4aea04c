import KagamiKernels
import Testing

/// Products are right for every route, layout and block border.
@Suite struct BLASTests {
  /// A number for a position, of few bits so that sums are exact.
  private func entry(_ row: Int, _ column: Int, _ salt: Int) -> Float {
    Float((row * 7 + column * 13 + salt) % 9 - 4)
  }

  /// Row-major memory of a matrix or of its transpose, rows padded.
  private func memory(_ rows: Int, _ columns: Int, transposed: Bool, salt: Int) -> [Float] {
    let (lines, length) = transposed ? (columns, rows) : (rows, columns)
    var values = [Float](repeating: .nan, count: lines * (length + 3))
    for row in 0..<rows {
      for column in 0..<columns {
        let (line, place) = transposed ? (column, row) : (row, column)
        values[line * (length + 3) + place] = entry(row, column, salt)
      }
    }
    return values
  }

  private func view(
    _ pointer: UnsafePointer<Float>, _ rows: Int, _ columns: Int, transposed: Bool
  ) -> MatrixView<Float> {
    transposed
      ? MatrixView(pointer, rows: rows, columns: columns, rowStride: 1, columnStride: rows + 3)
      : MatrixView(pointer, rows: rows, columns: columns, rowStride: columns + 3, columnStride: 1)
  }

  struct Extents: Sendable {
    let m, n, k: Int

    init(_ m: Int, _ n: Int, _ k: Int) { (self.m, self.n, self.k) = (m, n, k) }
  }

  static let extents = [
    Extents(1, 1, 1), Extents(1, 1, 9), Extents(1, 5, 3), Extents(5, 1, 3), Extents(4, 6, 1),
    Extents(1, 7, 1), Extents(7, 1, 1), Extents(3, 4, 5), Extents(64, 300, 100),
    Extents(300, 64, 100), Extents(2, 513, 300), Extents(513, 2, 300), Extents(3, 4, 0),
    Extents(0, 4, 3), Extents(4, 0, 3),
  ]

  @Test(arguments: extents)
  func everyLayout(_ size: Extents) {
    for (transposedA, transposedB) in [
      (false, false), (false, true), (true, false), (true, true),
    ] {
      let a = memory(size.m, size.k, transposed: transposedA, salt: 1)
      let b = memory(size.k, size.n, transposed: transposedB, salt: 2)
      let leading = size.n + 2
      var c = [Float](repeating: -77, count: max(size.m * leading, 1))
      let (_, log) = BLASLog.recording {
        BLAS.multiply(
          view(a, size.m, size.k, transposed: transposedA),
          view(b, size.k, size.n, transposed: transposedB), into: &c, leading: leading)
      }
      for row in 0..<size.m {
        for column in 0..<leading {
          let found = c[row * leading + column]
          guard column < size.n else {
            #expect(found == -77, "the gap after row \(row) was written")
            continue
          }
          let expected = (0..<size.k).reduce(Float(0)) {
            $0 + entry(row, $1, 1) * entry($1, column, 2)
          }
          #expect(found == expected, "\(size) at \(row), \(column)")
        }
      }
      let isEmpty = size.m * size.n * size.k == 0
      #expect(log.calls.count == (isEmpty ? 0 : 1))
      #expect(log.executedOperations == 2 * size.m * size.n * size.k)
    }
  }

  @Test func degenerateShapesTakeTheirRoutes() {
    func route(_ size: Extents) -> BLASRoute? {
      let (a, b) = ([Float](repeating: 1, count: 64), [Float](repeating: 1, count: 64))
      var c = [Float](repeating: 0, count: 64)
      return BLASLog.recording {
        BLAS.multiply(
          MatrixView(a, rows: size.m, columns: size.k, rowStride: size.k, columnStride: 1),
          MatrixView(b, rows: size.k, columns: size.n, rowStride: size.n, columnStride: 1),
          into: &c, leading: size.n)
      }.log.calls.first?.route
    }
    #expect(route(Extents(1, 1, 4)) == .dot)
    #expect(route(Extents(1, 4, 4)) == .gemv)
    #expect(route(Extents(4, 1, 4)) == .gemv)
    #expect(route(Extents(4, 4, 1)) == .ger)
    #expect(route(Extents(4, 4, 4)) == .gemm)
  }

  @Test func doublesGoTheSameWay() {
    let (a, b) = ([1.0, 2, 3, 4], [5.0, 6, 7, 8])
    var c = [9.0, 9, 9, 9]
    BLAS.multiply(
      MatrixView(a, rows: 2, columns: 2, rowStride: 2, columnStride: 1),
      MatrixView(b, rows: 2, columns: 2, rowStride: 2, columnStride: 1), into: &c, leading: 2)
    #expect(c == [19, 22, 43, 50])
  }

  @Test(arguments: extents)
  func productsAreAddedToWhatIsThere(_ size: Extents) {
    func check<Element: KernelElement>(_: Element.Type) {
      for (transposedA, transposedB) in [(false, false), (false, true), (true, false)] {
        func matrix(_ rows: Int, _ columns: Int, _ isTransposed: Bool, _ salt: Int) -> [Element] {
          memory(rows, columns, transposed: isTransposed, salt: salt).map { Element($0) }
        }
        func view(
          _ pointer: UnsafePointer<Element>, _ rows: Int, _ columns: Int, _ isTransposed: Bool
        ) -> MatrixView<Element> {
          isTransposed
            ? MatrixView(
              pointer, rows: rows, columns: columns, rowStride: 1, columnStride: rows + 3)
            : MatrixView(
              pointer, rows: rows, columns: columns, rowStride: columns + 3, columnStride: 1)
        }
        let a = matrix(size.m, size.k, transposedA, 1)
        let b = matrix(size.k, size.n, transposedB, 2)
        var c = (0..<max(size.m * size.n, 1)).map { Element($0 % 5 + 1) }
        BLAS.multiply(
          view(a, size.m, size.k, transposedA), view(b, size.k, size.n, transposedB), into: &c,
          leading: size.n, accumulating: true)
        let isSum = (0..<size.m * size.n).allSatisfy { place in
          let (row, column) = (place / size.n, place % size.n)
          let sum = (0..<size.k).reduce(Float(place % 5 + 1)) {
            $0 + entry(row, $1, 1) * entry($1, column, 2)
          }
          return c[place] == Element(sum)
        }
        #expect(isSum, "\(size), \(transposedA), \(transposedB), \(Element.self)")
      }
    }
    check(Float.self)
    check(Double.self)
  }

  @Test func anExtentBeyondBLASIsRefused() async {
    await #expect(processExitsWith: .failure) {
      let a = [Float](repeating: 1, count: 4)
      var c: Float = 0
      let huge = Int(Int32.max) + 1
      BLAS.multiply(
        MatrixView(a, rows: 1, columns: 2, rowStride: huge, columnStride: huge),
        MatrixView(a, rows: 2, columns: 1, rowStride: huge, columnStride: huge), into: &c,
        leading: 1)
    }
  }

  /// A bias is added in every block, by the columns of the whole.
  @Test func biasesOfBlocks() {
    let (m, n, k) = (64, 300, 100)
    let a = memory(m, k, transposed: false, salt: 1)
    let b = memory(k, n, transposed: false, salt: 2)
    let bias = (0..<n).map { Float($0) }
    var (plain, biased) = ([Float](repeating: 0, count: m * n), [Float](repeating: 0, count: m * n))
    let (left, right) = (
      view(a, m, k, transposed: false), view(b, k, n, transposed: false)
    )
    BLAS.multiply(left, right, into: &plain, leading: n)
    bias.withUnsafeBufferPointer {
      BLAS.multiply(
        left, right, into: &biased, leading: n, epilogue: BLAS.Epilogue(bias: $0.baseAddress))
    }
    #expect((0..<m * n).allSatisfy { biased[$0] == plain[$0] + bias[$0 % n] })
  }
}

internal import KagamiKernels

/// The sum of a tensor over some of its axes, accurate however its elements lie.
///
/// Axes are walked in the order of their distances in memory, whatever their order in the shape. Rounding
/// errors grow with the logarithm of the number of summands: long sums are halved, and what many short ones
/// give is added up in double precision.
struct StridedSum<T: CPUElement> {
  private typealias Axis = (extent: Int, to: Int, from: Int)

  private let to: UnsafeMutablePointer<T>
  private let from: UnsafePointer<T>
  /// The target's shape with its strides, to fill it.
  private let target: Operand
  /// The axis along which memory is contiguous or nearly so.
  private let inner: Axis
  /// Other axes that the target keeps, and those that are summed over.
  private let kept: [Axis]
  private let summed: [Axis]

  /// - Parameters:
  ///   - axes: Those to sum over, where `target` has extent 1.
  init(_ x: Operand, axes: [Int], into target: Operand) {
    (to, from, self.target) = (target.typed(T.self), UnsafePointer(x.typed(T.self)), target)
    var order: [Axis] = x.shape.indices.filter { x.shape[$0] != 1 }.map {
      (x.shape[$0], axes.contains($0) ? 0 : target.strides[$0], x.strides[$0])
    }
    order.sort { $0.from.magnitude > $1.from.magnitude }
    // Neighbours that lie as one are one.
    var joined: [Axis] = []
    for axis in order {
      if let last = joined.last, last.from == axis.from * axis.extent,
        last.to == axis.to * axis.extent
      {
        joined[joined.count - 1] = (last.extent * axis.extent, axis.to, axis.from)
      } else {
        joined.append(axis)
      }
    }
    inner = joined.popLast() ?? (1, 0, 0)
    kept = joined.filter { $0.to != 0 }
    summed = joined.filter { $0.to == 0 }
  }

  func run() {
    CPUBackend().fill(target, with: 0)
    guard inner.extent > 0, !(kept + summed).contains(where: { $0.extent == 0 }) else { return }
    if inner.to == 0 { sumRuns() } else { sumRows() }
  }

  /// Summands of the innermost axis become one number each.
  private func sumRuns() {
    let runs = summed.reduce(1) { $0 * $1.extent }
    Self.forEach(kept) { place in
      if runs == 1 {
        to[place.to] = sum(from + place.from, inner.extent)
      } else {
        // In double precision, however many runs there are.
        var total = 0.0
        Self.forEach(summed) { total += Double(sum(from + place.from + $0.from, inner.extent)) }
        to[place.to] = T(total)
      }
    }
  }

  /// Elements that are summed in one go where they lie side by side, and where they do not.
  private static var piece: (dense: Int, strided: Int) { (1 << 11, 64) }

  private func sum(_ x: UnsafePointer<T>, _ count: Int) -> T {
    let piece = inner.from == 1 ? Self.piece.dense : Self.piece.strided
    if count <= piece { return T.reduce(.sum, count: count, x, stride: inner.from) }
    let half = (count / 2 + piece - 1) / piece * piece
    return sum(x, half) + sum(x + half * inner.from, count - half)
  }

  /// Whole rows are added to each other.
  private func sumRows() {
    let rows = summed.reduce(1) { $0 * $1.extent }
    let isDense = inner.to == 1 && inner.from == 1
    // Rows are cut so that what is added up stays in the first cache.
    let width = isDense && rows <= Self.rowsInOneGo ? inner.extent : min(inner.extent, 1 << 12)
    Self.forEach(kept) { place in
      for start in stride(from: 0, to: inner.extent, by: width) {
        let count = min(width, inner.extent - start)
        let source = from + place.from + start * inner.from
        let result = to + place.to + start * inner.to
        if isDense {
          addRows(0..<rows, source, count, into: result)
        } else {
          withUnsafeTemporaryAllocation(of: T.self, capacity: count) { memory in
            guard let row = memory.baseAddress else { return }
            T.fill(count: count, 0, into: row)
            addRows(0..<rows, source, count, into: row)
            for i in 0..<count { result[i * inner.to] = row[i] }
          }
        }
      }
    }
  }

  /// Rows that are added one after another; more are halved.
  private static var rowsInOneGo: Int { 32 }

  private func addRows(
    _ rows: Range<Int>, _ source: UnsafePointer<T>, _ count: Int,
    into row: UnsafeMutablePointer<T>
  ) {
    guard rows.count > Self.rowsInOneGo else {
      for index in rows { addRow(source + offset(ofRow: index), count, into: row) }
      return
    }
    let middle = rows.lowerBound + rows.count / 2
    addRows(rows.lowerBound..<middle, source, count, into: row)
    withUnsafeTemporaryAllocation(of: T.self, capacity: count) { memory in
      guard let rest = memory.baseAddress else { return }
      T.fill(count: count, 0, into: rest)
      addRows(middle..<rows.upperBound, source, count, into: rest)
      T.accumulate(count: count, rest, into: row)
    }
  }

  private func addRow(
    _ x: UnsafePointer<T>, _ count: Int, into row: UnsafeMutablePointer<T>
  ) {
    if inner.from == 1 { return T.accumulate(count: count, x, into: row) }
    for i in 0..<count { row[i] += x[i * inner.from] }
  }

  /// Where a row begins, of all that are added to one.
  private func offset(ofRow index: Int) -> Int {
    var (rest, offset) = (index, 0)
    for axis in summed.reversed() {
      offset += rest % axis.extent * axis.from
      rest /= axis.extent
    }
    return offset
  }

  /// Calls `body` with the offsets of each position of some axes, the first axis running slowest.
  private static func forEach(_ axes: [Axis], _ body: ((to: Int, from: Int)) -> Void) {
    guard let last = axes.last else { return body((0, 0)) }
    let outer = Array(axes.dropLast())
    forEach(outer) { place in
      for position in 0..<last.extent {
        body((place.to + position * last.to, place.from + position * last.from))
      }
    }
  }
}

// Spelled out for both types, so that the compiler specialises the walk for each.
extension Float {
  package static func sum(_ x: Operand, axes: [Int], into target: Operand) {
    StridedSum<Float>(x, axes: axes, into: target).run()
  }
}

extension Double {
  package static func sum(_ x: Operand, axes: [Int], into target: Operand) {
    StridedSum<Double>(x, axes: axes, into: target).run()
  }
}

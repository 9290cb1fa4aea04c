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
  /// Whether squares are summed.
  private let squares: Bool

  /// - Parameters:
  ///   - axes: Those to sum over, where `target` has extent 1.
  ///   - squares: Whether the squares of the elements are summed.
  init(_ x: Operand, axes: [Int], into target: Operand, squares: Bool = false) {
    self.squares = squares
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

  /// The same where summands lie side by side; false, and nothing is done, where rows of sums do.
  func runAlongRuns() -> Bool {
    if inner.to == 0 { run() }
    return inner.to == 0
  }

  /// Summands of the innermost axis become one number each.
  private func sumRuns() {
    nonisolated(unsafe) let job = self
    let (count, step) = (inner.extent, inner.from)
    let runs = summed.reduce(1) { $0 * $1.extent }
    if runs > 1 {
      // In double precision, however many runs there are.
      forEachKept(summands: runs * count) { place in
        var total = 0.0
        Self.forEach(job.summed) {
          total += Double(job.sum(job.from + place.from + $0.from, count, step: step))
        }
        job.to[place.to] = T(total)
      }
    } else if kept.isEmpty, count > 2 * CPUBackend.share {
      to[0] = sharedSum(from, count, step: step)
    } else if let line = kept.last, count <= Self.piece(step: step), !squares {
      sumLines(line)
    } else {
      forEachKept(summands: count) { place in
        job.to[place.to] = job.sum(job.from + place.from, count, step: step)
      }
    }
  }

  /// Short runs, those along one axis in one call.
  private func sumLines(_ line: Axis) {
    nonisolated(unsafe) let job = self
    let (count, step) = (inner.extent, inner.from)
    @Sendable func sum(_ lines: Range<Int>, _ place: (to: Int, from: Int)) {
      let (to, from) = (
        place.to + lines.lowerBound * line.to, place.from + lines.lowerBound * line.from
      )
      T.reduce(
        .sum, lines: lines.count, count: count, job.from + from, apart: line.from, stride: step,
        into: job.to + to, apart: line.to)
    }
    if kept.count == 1 {
      Threads.forEachBlock(of: line.extent, size: max(1, CPUBackend.share / count)) {
        sum($0, (0, 0))
      }
    } else {
      forEach(kept.dropLast(), summands: count * line.extent) { sum(0..<line.extent, $0) }
    }
  }

  /// Where a run is cut into halves: at a multiple of what is summed in one go, which is more where elements
  /// lie side by side.
  private static func half(_ count: Int, step: Int) -> Int {
    let piece = piece(step: step)
    return (count / 2 + piece - 1) / piece * piece
  }

  private static func piece(step: Int) -> Int { step == 1 ? 1 << 11 : 64 }

  private func sum(_ x: UnsafePointer<T>, _ count: Int, step: Int) -> T {
    if count <= Self.piece(step: step) {
      return squares
        ? T.sumOfSquares(count: count, x, stride: step)
        : T.reduce(.sum, count: count, x, stride: step)
    }
    let half = Self.half(count, step: step)
    return sum(x, half, step: step) + sum(x + half * step, count - half, step: step)
  }

  /// The same sum of a long run, whose parts threads share.
  private func sharedSum(_ x: UnsafePointer<T>, _ count: Int, step: Int) -> T {
    var parts: [Range<Int>] = []
    func cut(_ range: Range<Int>) {
      if range.count <= CPUBackend.share { return parts.append(range) }
      let middle = range.lowerBound + Self.half(range.count, step: step)
      cut(range.lowerBound..<middle)
      cut(middle..<range.upperBound)
    }
    cut(0..<count)
    return withUnsafeTemporaryAllocation(of: T.self, capacity: parts.count) { memory in
      nonisolated(unsafe) let (job, x, sums) = (self, x, memory)
      let ranges = parts
      Threads.forEachBlock(of: ranges.count, size: 1) { block in
        let range = ranges[block.lowerBound]
        sums[block.lowerBound] = job.sum(x + range.lowerBound * step, range.count, step: step)
      }
      var next = 0
      func joined(_ count: Int) -> T {
        if count <= CPUBackend.share {
          defer { next += 1 }
          return sums[next]
        }
        let half = Self.half(count, step: step)
        let first = joined(half)
        return first + joined(count - half)
      }
      return joined(count)
    }
  }

  /// Whole rows are added to each other.
  private func sumRows() {
    let rows = summed.reduce(1) { $0 * $1.extent }
    let isDense = inner.to == 1 && inner.from == 1
    // Rows are cut so that what is added up stays in the first cache, and so that threads have shares.
    let isShared = kept.isEmpty && rows * inner.extent > CPUBackend.share
    let width = isShared ? 512 : isDense && rows <= Self.rowsInOneGo ? inner.extent : 1 << 12
    let pieces = (inner.extent + width - 1) / width
    if isShared {
      nonisolated(unsafe) let job = self
      Threads.forEachBlock(of: pieces, size: max(1, CPUBackend.share / (rows * width))) {
        for piece in $0 { job.sumRows(rows, piece * width, width, isDense, (0, 0)) }
      }
    } else {
      nonisolated(unsafe) let job = self
      forEachKept(summands: rows * inner.extent) { place in
        for piece in 0..<pieces { job.sumRows(rows, piece * width, width, isDense, place) }
      }
    }
  }

  private func sumRows(
    _ rows: Int, _ start: Int, _ width: Int, _ isDense: Bool, _ place: (to: Int, from: Int)
  ) {
    let count = min(width, inner.extent - start)
    let source = from + place.from + start * inner.from
    let result = to + place.to + start * inner.to
    if isDense { return addRows(0..<rows, source, count, into: result) }
    withUnsafeTemporaryAllocation(of: T.self, capacity: count) { memory in
      guard let row = memory.baseAddress else { return }
      T.fill(count: count, 0, into: row)
      addRows(0..<rows, source, count, into: row)
      for i in 0..<count { result[i * inner.to] = row[i] }
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

  /// Calls `body` with the offsets of each place of the target outside the innermost axis; threads share the
  /// positions of the first axis where there is much to add up.
  ///
  /// - Parameter summands: Those of one place.
  private func forEachKept(
    summands: Int, _ body: @Sendable ((to: Int, from: Int)) -> Void
  ) {
    forEach(kept[...], summands: summands, body)
  }

  /// The same of some axes.
  private func forEach(
    _ axes: ArraySlice<Axis>, summands: Int, _ body: @Sendable ((to: Int, from: Int)) -> Void
  ) {
    guard let first = axes.first else { return body((0, 0)) }
    let rest = Array(axes.dropFirst())
    let each = rest.reduce(summands) { $0 * $1.extent }
    Threads.forEachBlock(of: first.extent, size: max(1, CPUBackend.share / max(each, 1))) { block in
      for position in block {
        let place = (to: position * first.to, from: position * first.from)
        if rest.isEmpty {
          body(place)
        } else {
          Self.forEach(rest) { body((place.to + $0.to, place.from + $0.from)) }
        }
      }
    }
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

  package static func sumOfSquares(_ x: Operand, axes: [Int], into target: Operand) -> Bool {
    StridedSum<Float>(x, axes: axes, into: target, squares: true).runAlongRuns()
  }
}

extension Double {
  package static func sum(_ x: Operand, axes: [Int], into target: Operand) {
    StridedSum<Double>(x, axes: axes, into: target).run()
  }

  package static func sumOfSquares(_ x: Operand, axes: [Int], into target: Operand) -> Bool {
    StridedSum<Double>(x, axes: axes, into: target, squares: true).runAlongRuns()
  }
}

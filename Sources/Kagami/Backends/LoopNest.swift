/// A walk over up to four strided operands of one shape, as few and as long runs as possible.
///
/// Axes of extent 1 vanish, and neighbouring axes that every operand lays out as one are joined.
/// The walk follows the memory of one operand, by custom operand 0, the destination: its axes of
/// large strides are outside, whatever their sign.
struct LoopNest {
  typealias Offsets = SIMD4<Int>

  /// Extents outside the runs, outermost first, with each operand's strides.
  private var outer: [(extent: Int, strides: Offsets)] = []
  /// The length of a run.
  private(set) var count = 1
  /// Each operand's stride within a run.
  private(set) var strides = Offsets.zero

  /// Plans the walk for operands whose strides are given along `shape`.
  ///
  /// - Parameter leader: The operand whose memory the walk follows.
  init(
    _ shape: Shape, _ first: Strides, _ second: Strides? = nil, _ third: Strides? = nil,
    _ fourth: Strides? = nil, following leader: Int = 0
  ) {
    if let whole = Self.singleRun(shape, first, second, third, fourth) {
      (count, strides) = (shape.elementCount, whole)
      return
    }
    let operands = [first, second, third, fourth].compactMap(\.self)
    var axes: [(extent: Int, strides: Offsets)] = []
    axes.reserveCapacity(shape.count)
    func add(_ axis: Int) {
      var here = Offsets.zero
      for (index, strides) in operands.enumerated() { here[index] = strides[axis] }
      if let last = axes.last, last.strides == here &* shape[axis] {
        axes[axes.count - 1] = (last.extent * shape[axis], here)
      } else {
        axes.append((shape[axis], here))
      }
    }
    if Self.isOrdered(shape, operands[leader]) {
      for axis in shape.indices where shape[axis] != 1 { add(axis) }
    } else {
      for axis in Self.order(of: shape, operands[leader]) { add(axis) }
    }
    if let inner = axes.popLast() { (count, strides) = inner }
    outer = axes
  }

  /// The strides of a single run, where each operand is row-major without gaps or one repeated element: the
  /// usual case, told without memory for axes.
  private static func singleRun(
    _ shape: Shape, _ first: Strides, _ second: Strides?, _ third: Strides?, _ fourth: Strides?
  ) -> Offsets? {
    func step(_ strides: Strides?) -> Int? {
      guard let strides else { return 0 }
      return shape.isRowMajor(strides) ? 1 : strides.contains { $0 != 0 } ? nil : 0
    }
    guard let a = step(first), let b = step(second), let c = step(third), let d = step(fourth)
    else { return nil }
    return [a, b, c, d]
  }

  /// Whether axes of large strides come first already.
  private static func isOrdered(_ shape: Shape, _ strides: Strides) -> Bool {
    var last = Int.max
    for axis in shape.indices where shape[axis] != 1 {
      if abs(strides[axis]) > last { return false }
      last = abs(strides[axis])
    }
    return true
  }

  /// The axes of more than one element, those of large strides first; equal strides keep their order.
  private static func order(of shape: Shape, _ strides: Strides) -> [Int] {
    shape.indices.filter { shape[$0] != 1 }.sorted {
      (-abs(strides[$0]), $0) < (-abs(strides[$1]), $1)
    }
  }

  /// The outermost axis outside the runs, if there is any.
  var outermost: (extent: Int, strides: Offsets)? { outer.first }

  /// How many runs there are.
  var runCount: Int { outer.reduce(1) { $0 * $1.extent } }

  /// Calls `body` with each operand's offset at the start of each run, in the order of the walk.
  func forEachRun(_ body: (Offsets) -> Void) {
    guard count > 0 else { return }
    forEachRun(in: 0..<runCount, body)
  }

  /// Walks only some of the runs, so that several threads may share them.
  func forEachRun(in runs: Range<Int>, _ body: (Offsets) -> Void) {
    forEachRow(in: runs) { first, count in
      for run in 0..<count { body(first &+ rowStrides &* run) }
    }
  }

  /// The distances between runs of a row, for each operand.
  var rowStrides: Offsets { outer.last?.strides ?? .zero }

  /// Walks some of the runs by rows: those along the innermost axis outside them.
  ///
  /// - Parameter body: Called with each operand's offset at the first run of a row, and how many runs there are.
  func forEachRow(in runs: Range<Int>, _ body: (_ first: Offsets, _ count: Int) -> Void) {
    guard !runs.isEmpty else { return }
    guard let row = outer.last else { return body(.zero, 1) }
    var position = [Int](repeating: 0, count: outer.count)
    var offsets = Offsets.zero
    var rest = runs.lowerBound
    for axis in outer.indices.reversed() {
      position[axis] = rest % outer[axis].extent
      rest /= outer[axis].extent
      offsets &+= outer[axis].strides &* position[axis]
    }
    var left = runs.count
    while left > 0 {
      let count = min(row.extent - position[outer.count - 1], left)
      body(offsets, count)
      left -= count
      // The next row's first run.
      offsets &-= row.strides &* position[outer.count - 1]
      position[outer.count - 1] = 0
      var axis = outer.count - 2
      while axis >= 0 {
        position[axis] += 1
        offsets &+= outer[axis].strides
        if position[axis] < outer[axis].extent { break }
        offsets &-= outer[axis].strides &* position[axis]
        position[axis] = 0
        axis -= 1
      }
    }
  }
}

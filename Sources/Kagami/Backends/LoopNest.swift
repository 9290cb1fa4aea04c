/// A walk over up to four strided operands of one shape, as few and as long runs as possible.
///
/// Axes of extent 1 vanish, and neighbouring axes that every operand lays out as one are joined.
/// Operand 0 decides nothing special; by custom it is the destination.
struct LoopNest {
  typealias Offsets = SIMD4<Int>

  /// Extents outside the runs, outermost first, with each operand's strides.
  private var outer: [(extent: Int, strides: Offsets)] = []
  /// The length of a run.
  private(set) var count = 1
  /// Each operand's stride within a run.
  private(set) var strides = Offsets.zero

  /// Plans the walk for operands whose strides are given along `shape`.
  init(_ shape: Shape, _ operands: Strides...) {
    var axes: [(extent: Int, strides: Offsets)] = []
    axes.reserveCapacity(shape.count)
    for axis in shape.indices where shape[axis] != 1 {
      var here = Offsets.zero
      for (index, strides) in operands.enumerated() { here[index] = strides[axis] }
      if let last = axes.last, last.strides == here &* shape[axis] {
        axes[axes.count - 1] = (last.extent * shape[axis], here)
      } else {
        axes.append((shape[axis], here))
      }
    }
    if let inner = axes.popLast() { (count, strides) = inner }
    outer = axes
  }

  /// The axis outside the runs, if there is exactly one.
  var onlyOuter: (extent: Int, strides: Offsets)? { outer.count == 1 ? outer[0] : nil }

  /// How many runs there are.
  var runCount: Int { outer.reduce(1) { $0 * $1.extent } }

  /// Calls `body` with each operand's offset at the start of each run, in row-major order.
  func forEachRun(_ body: (Offsets) -> Void) {
    guard count > 0 else { return }
    forEachRun(in: 0..<runCount, body)
  }

  /// Walks only some of the runs, so that several threads may share them.
  func forEachRun(in runs: Range<Int>, _ body: (Offsets) -> Void) {
    guard !runs.isEmpty else { return }
    var position = [Int](repeating: 0, count: outer.count)
    var offsets = Offsets.zero
    var rest = runs.lowerBound
    for axis in outer.indices.reversed() {
      position[axis] = rest % outer[axis].extent
      rest /= outer[axis].extent
      offsets &+= outer[axis].strides &* position[axis]
    }
    for _ in runs {
      body(offsets)
      var axis = outer.count - 1
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

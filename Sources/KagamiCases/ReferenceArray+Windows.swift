import Kagami

/// A window's walk over images, from first principles.
struct ReferenceWalk: Sendable {
  var size = [1, 1]
  var stride = [1, 1]
  /// In front of each axis, and behind it.
  var before = [0, 0]
  var after = [0, 0]
  var dilation = [1, 1]
  var groups = 1

  /// The positions over images whose last two extents are given.
  func positions(over extents: [Int]) -> [Int] {
    (0..<2).map { axis in
      let span = dilation[axis] * (size[axis] - 1) + 1
      return (extents[axis] + before[axis] + after[axis] - span) / stride[axis] + 1
    }
  }

  /// Where element `tap` of the window lies at a position.
  func place(_ tap: [Int], at position: [Int]) -> [Int] {
    (0..<2).map { position[$0] * stride[$0] - before[$0] + tap[$0] * dilation[$0] }
  }

  /// The elements of plane `(n, channel)` that the window is on at a position, those on padding nil.
  func elements(_ x: ReferenceArray, _ plane: [Int], at position: [Int]) -> [Double?] {
    ReferenceArray.positions(size).map { tap in
      let place = place(tap, at: position)
      let isInside = (0..<2).allSatisfy { (0..<x.shape[2 + $0]).contains(place[$0]) }
      return isInside ? x[plane + place] : nil
    }
  }

  /// The convolution of images with a weight, to which a bias is added.
  func convolved(
    _ x: ReferenceArray, _ weight: ReferenceArray, _ bias: ReferenceArray?
  ) -> ReferenceArray {
    let (outputs, channels) = (weight.shape[0], weight.shape[1])
    let taps = ReferenceArray.positions(size)
    return ReferenceArray(
      shape: [x.shape[0], outputs] + positions(over: Array(x.shape.suffix(2)))
    ) { at in
      let first = at[1] / (outputs / groups) * channels
      return (0..<channels).reduce(bias?[[at[1]]] ?? 0) { sum, channel in
        let elements = elements(x, [at[0], first + channel], at: Array(at.suffix(2)))
        return zip(taps, elements).reduce(sum) {
          $0 + ($1.1 ?? 0) * weight[[at[1], channel] + $1.0]
        }
      }
    }
  }

  /// What `combine` makes of the window's elements at each position.
  func pooled(_ x: ReferenceArray, _ combine: ([Double?]) -> Double) -> ReferenceArray {
    let shape = Array(x.shape.prefix(2)) + positions(over: Array(x.shape.suffix(2)))
    return ReferenceArray(shape: shape) { at in
      combine(elements(x, Array(at.prefix(2)), at: Array(at.suffix(2))))
    }
  }

  /// The sum of each product of three numbers that a convolution is made of, as `gradient` orders them: what
  /// takes two of images, weight and results to the third.
  func adjoint(
    shape: [Int], images: [Int], weight: [Int], results: [Int],
    _ term: (_ image: [Int], _ weight: [Int], _ result: [Int]) -> (place: [Int], value: Double)
  ) -> ReferenceArray {
    var sums: [[Int]: Double] = [:]
    for result in ReferenceArray.positions(results) {
      let first = result[1] / (weight[0] / groups) * weight[1]
      for tap in ReferenceArray.positions(Array(weight.dropFirst())) {
        let place = place(Array(tap.dropFirst()), at: Array(result.suffix(2)))
        guard (0..<2).allSatisfy({ (0..<images[2 + $0]).contains(place[$0]) }) else { continue }
        let (slot, value) = term(
          [result[0], first + tap[0]] + place, [result[1]] + tap, result)
        sums[slot, default: 0] += value
      }
    }
    return ReferenceArray(shape: shape) { sums[$0] ?? 0 }
  }
}

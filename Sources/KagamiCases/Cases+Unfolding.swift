import Kagami

extension OperationCase {
  private static let walk = ReferenceWalk(
    size: [2, 3], stride: [2, 1], before: [1, 1], after: [1, 1], dilation: [1, 2])

  private static func pair(_ numbers: [Int]) -> Pair { Pair(numbers[0], numbers[1]) }

  static let unfolding: [OperationCase] = [
    OperationCase(
      "unfold",
      [
        .smooth(.spread([2, 2, 3, 4], -2...2)), .smooth(.spread([1, 2, 5], -2...2)),
        .special(.spread([0, 2, 4, 4], -1...1)),
      ], tolerance: 0, operations: { $0[0].elementCount }, isScalable: false,
      kernelSamples: [.smooth(.spread([3, 5, 34, 33], -2...2))], torch: .form("unfold"),
      apply: {
        $0[0].unfold(
          pair(walk.size), dilation: pair(walk.dilation), padding: pair(walk.before),
          stride: pair(walk.stride))
      },
      reference: { inputs in
        let isOne = inputs[0].shape.count == 3
        let x = isOne ? inputs[0].reshaped([1] + inputs[0].shape) : inputs[0]
        let y = walk.unfolded(x)
        return isOne ? y.reshaped(Array(y.shape.dropFirst())) : y
      }),
    OperationCase(
      "fold",
      [
        .smooth(.spread([2, 12, 4], -2...2)), .smooth(.spread([6, 4], -2...2)),
        .special(.spread([0, 6, 4], -1...1)),
      ], tolerance: 1e-6, operations: { $0[0].elementCount }, isScalable: false,
      torch: .form("fold"),
      apply: {
        $0[0].fold(
          [3, 4], kernelSize: pair(walk.size), dilation: pair(walk.dilation),
          padding: pair(walk.before), stride: pair(walk.stride))
      },
      reference: { inputs in
        let isOne = inputs[0].shape.count == 2
        let u = isOne ? inputs[0].reshaped([1] + inputs[0].shape) : inputs[0]
        let y = walk.folded(u, extents: [3, 4])
        return isOne ? y.reshaped(Array(y.shape.dropFirst())) : y
      }),
    // One window after another, without padding: rows are moved as wholes.
    OperationCase(
      "fold, side by side", [.smooth(.spread([2, 8, 6], -2...2))], tolerance: 0,
      operations: { $0[0].elementCount }, isScalable: false, torch: .form("fold"),
      apply: { $0[0].fold([4, 6], kernelSize: 2, stride: 2) },
      reference: { inputs in
        ReferenceWalk(size: [2, 2], stride: [2, 2]).folded(inputs[0], extents: [4, 6])
      }),
  ]
}

extension ReferenceWalk {
  /// Each window's elements as a column.
  fileprivate func unfolded(_ x: ReferenceArray) -> ReferenceArray {
    let (taps, extents) = (size[0] * size[1], positions(over: Array(x.shape.suffix(2))))
    return ReferenceArray(
      shape: [x.shape[0], x.shape[1] * taps, extents[0] * extents[1]]
    ) { at in
      let position = [at[2] / extents[1], at[2] % extents[1]]
      return elements(x, [at[0], at[1] / taps], at: position)[at[1] % taps] ?? 0
    }
  }

  /// The sum of the columns' elements for each of an image's that they lie on.
  fileprivate func folded(_ u: ReferenceArray, extents: [Int]) -> ReferenceArray {
    let (taps, counts) = (size[0] * size[1], positions(over: extents))
    return ReferenceArray(shape: [u.shape[0], u.shape[1] / taps] + extents) { at in
      var sum = 0.0
      for (column, position) in ReferenceArray.positions(counts).enumerated() {
        for (index, tap) in ReferenceArray.positions(size).enumerated()
        where place(tap, at: position) == Array(at.suffix(2)) {
          sum += u[[at[0], at[1] * taps + index, column]]
        }
      }
      return sum
    }
  }
}

import Kagami

/// Rows of compositions, whose operations have rows of their own.
extension OperationCase {
  private static func adaptive(
    _ name: String, torch: TorchCounterpart, _ size: [Int], tolerance: Double,
    apply: @escaping @Sendable (Tensor) -> Tensor, combine: @escaping @Sendable ([Double]) -> Double
  ) -> OperationCase {
    OperationCase(
      name, [.smooth(.spread([2, 2, 6, 5], -2...2)), .smooth(.spread([2, 7, 4], -2...2))],
      tolerance: tolerance, operations: { $0[0].elementCount }, isScalable: false, torch: torch,
      apply: { apply($0[0]) },
      reference: { inputs in
        let x = inputs[0]
        let extents = Array(x.shape.suffix(2))
        return ReferenceArray(shape: Array(x.shape.dropLast(2)) + size) { at in
          let ranges = (0..<2).map { axis in
            let i = at[at.count - 2 + axis]
            return i * extents[axis] / size[axis]..<((i + 1) * extents[axis] + size[axis] - 1)
              / size[axis]
          }
          return combine(
            ranges[0].flatMap { row in ranges[1].map { x[Array(at.dropLast(2)) + [row, $0]] } })
        }
      })
  }

  static let adaptivePooling: [OperationCase] = [
    adaptive(
      "mean, of adaptive windows", torch: .form("adaptiveAvgPool2d"), [3, 2], tolerance: 2e-6,
      apply: { $0.adaptiveAvgPool2d([3, 2]) }, combine: { $0.reduce(0, +) / Double($0.count) }),
    adaptive(
      "mean, of the whole image", torch: .form("adaptiveAvgPool2d"), [1, 1], tolerance: 2e-6,
      apply: { $0.adaptiveAvgPool2d(1) }, combine: { $0.reduce(0, +) / Double($0.count) }),
    adaptive(
      "mean, of windows that overlap", torch: .form("adaptiveAvgPool2d"), [4, 9], tolerance: 2e-6,
      apply: { $0.adaptiveAvgPool2d([4, 9]) }, combine: { $0.reduce(0, +) / Double($0.count) }),
    adaptive(
      "maxPool, of adaptive windows", torch: .form("adaptiveMaxPool2d"), [4, 3], tolerance: 0,
      apply: { $0.adaptiveMaxPool2d([4, 3]) }, combine: { $0.max() ?? .nan }),
  ]
}

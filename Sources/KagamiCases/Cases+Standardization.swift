import Kagami

extension OperationCase {
  private static func along(_ axes: [Int], _ samples: [Sample]) -> OperationCase {
    OperationCase(
      "standardize along \(axes)", samples, tolerance: 4e-6,
      operations: { 6 * $0[0].elementCount }, torch: .form("standardize"),
      apply: { $0[0].standardized(axes, eps: 1e-3).result },
      reference: { inputs in
        let x = inputs[0]
        let mean = x.reduced(axes, keepDims: true) { $0.reduce(0, +) / Double($0.count) }
        let centred = ReferenceArray.zip3(x, mean) { a, b, _ in a - b }
        let variance = centred.reduced(axes, keepDims: true) { row in
          row.reduce(0) { $0 + $1 * $1 } / Double(row.count)
        }
        return .zip3(centred, variance) { a, b, _ in a / (b + 1e-3).squareRoot() }
      })
  }

  static let standardization: [OperationCase] = [
    along(
      [0],
      [
        .smooth(.spread([5, 3], -2...2)), .special(.spread([0, 3], 0...1)),
        .special(.values(2, 2, 2)),
      ]),
    along([0, 2], [.smooth(.spread([3, 2, 4], -2...2)), .smooth(.spread([3, 2, 17], -2...1))]),
    along([1, 2], [.smooth(.spread([2, 3, 2], -1...3))]),
  ]
}

import Kagami

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension OperationCase {
  private static func along(
    _ name: String, _ axis: Int, _ apply: @escaping @Sendable (Tensor) -> Tensor,
    _ reference: @escaping @Sendable (Double, [Double]) -> Double
  ) -> OperationCase {
    OperationCase(
      "\(name) along \(axis)",
      [
        .smooth(.spread([3, 4], -2...2)), .smooth(.spread([2, 3, 4], -3...3)),
        .special(.spread([0, 3], 0...1)), .special(.spread([3, 0], 0...1)),
        // Where exponentials overflow and vanish, and infinities.
        .special(Input(shape: [2, 3], values: [1000, 999, -1000, -1e-8, 0, 1e-8])),
        .special(
          Input(shape: [3, 3], values: [-.infinity, 0, 1, .infinity, 0, .nan, 5, -5, -.infinity])),
      ], tolerance: 2e-6, operations: { 4 * $0[0].elementCount }, torch: .form(name),
      apply: { apply($0[0]) },
      reference: { inputs in
        let x = inputs[0]
        let position = axis < 0 ? x.shape.count + axis : axis
        return ReferenceArray(shape: x.shape) { place in
          let row = (0..<x.shape[position]).map { index -> Double in
            var other = place
            other[position] = index
            return x[other]
          }
          return reference(x[place], row)
        }
      })
  }

  private static func logSumExp(_ row: [Double]) -> Double {
    if row.contains(where: \.isNaN) { return .nan }
    guard let top = row.max(), top.isFinite else { return row.max() ?? -.infinity }
    return top + log(row.reduce(0) { $0 + exp($1 - top) })
  }

  private static func logSumExp(_ axes: [Int], keepDims: Bool) -> OperationCase {
    OperationCase(
      "logSumExp along \(axes)\(keepDims ? ", axes kept" : "")",
      [
        .smooth(.spread([3, 4], -2...2)), .special(.spread([2, 0], 0...1)),
        .special(Input(shape: [2, 3], values: [1000, 999, -1000, -1e-8, 0, 1e-8])),
        .special(
          Input(shape: [2, 3], values: [-.infinity, 0, 1, .infinity, 0, -.infinity])),
        .special(Input(shape: [2, 2], values: [-.infinity, -.infinity, .nan, 1])),
      ], tolerance: 2e-6, operations: { 3 * $0[0].elementCount },
      torch: .form("logSumExp"),
      apply: { $0[0].logSumExp(axes: axes, keepDims: keepDims) },
      reference: { $0[0].reduced(axes, keepDims: keepDims, logSumExp) })
  }

  static let normalization: [OperationCase] =
    [0, 1, -1].flatMap { axis in
      // An infinite sum leaves no probabilities to compare.
      [
        along("softmax", axis, { $0.softmax(axis: axis) }) { value, row in
          row.contains(.infinity) ? .nan : exp(value - logSumExp(row))
        },
        along("logSoftmax", axis, { $0.logSoftmax(axis: axis) }) { value, row in
          row.contains(.infinity) ? .nan : value - logSumExp(row)
        },
      ]
    } + [
      logSumExp([1], keepDims: false), logSumExp([0], keepDims: true),
      logSumExp([0, 1], keepDims: false),
    ]
}

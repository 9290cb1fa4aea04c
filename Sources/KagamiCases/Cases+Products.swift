import Kagami

extension OperationCase {
  private static func product(_ shapes: [Shape]) -> Int {
    2 * shapes[0].elementCount * (shapes[1].last ?? 1)
  }

  static let products: [OperationCase] = [
    OperationCase(
      "matmul",
      [
        .smooth(.spread([3, 4], -1...1), .spread([4, 2], -1...1, seed: 2)),
        .smooth(.spread([1, 4], -1...1), .spread([4, 3], -1...1, seed: 2)),
        .smooth(.spread([3, 4], -1...1), .spread([4, 1], -1...1, seed: 2)),
        .smooth(.spread([3, 1], -1...1), .spread([1, 2], -1...1, seed: 2)),
        .smooth(.spread([1, 5], -1...1), .spread([5, 1], -1...1, seed: 2)),
        .smooth(.spread([2, 3, 4], -1...1), .spread([2, 4, 2], -1...1, seed: 2)),
        .special(.spread([3, 0], -1...1), .spread([0, 2], -1...1)),
        .special(.spread([0, 3], -1...1), .spread([3, 2], -1...1)),
        .special(.spread([70, 90], -1...1), .spread([90, 300], -1...1, seed: 2)),
      ], tolerance: 4e-6, operations: product, torch: .form("matmul"),
      apply: { $0[0].matmul($0[1]) },
      reference: { $0[0].times($0[1]) }),
    OperationCase(
      "matmul of a vector", [.smooth(.spread([3, 4], -1...1), .spread([4], -1...1, seed: 2))],
      tolerance: 4e-6, operations: { 2 * $0[0].elementCount },
      torch: .form("matmul"), apply: { $0[0].matmul($0[1]) },
      reference: { $0[0].times($0[1].reshaped([4, 1])).reshaped([3]) }),
    OperationCase(
      "matmul with a broadcast batch",
      [.smooth(.spread([2, 3, 4], -1...1), .spread([4, 2], -1...1, seed: 2))], tolerance: 4e-6,
      operations: product, torch: .form("matmul"), apply: { $0[0].matmul($0[1]) },
      reference: { $0[0].reshaped([6, 4]).times($0[1]).reshaped([2, 3, 2]) }),
    OperationCase(
      "linear",
      [
        .smooth(
          .spread([3, 4], -1...1), .spread([2, 4], -1...1, seed: 2), .spread([2], -1...1, seed: 3)),
        .smooth(
          .spread([1, 4], -1...1), .spread([3, 4], -1...1, seed: 2), .spread([3], -1...1, seed: 3)),
        .smooth(
          .spread([3, 4], -1...1), .spread([1, 4], -1...1, seed: 2), .spread([1], -1...1, seed: 3)),
        .special(
          .spread([0, 4], -1...1), .spread([2, 4], -1...1, seed: 2), .spread([2], -1...1, seed: 3)),
      ], tolerance: 4e-6, operations: { 2 * $0[0].elementCount * $0[1][0] },
      torch: .form("linear"), apply: { $0[0].linear($0[1], $0[2]) },
      reference: { inputs in
        .zip3(inputs[0].times(inputs[1].permuted([1, 0])), inputs[2]) { a, b, _ in a + b }
      }),
    OperationCase(
      "linear without bias, of three axes",
      [
        .smooth(.spread([2, 3, 4], -1...1), .spread([2, 4], -1...1, seed: 2)),
        .special(.spread([2, 3, 0], -1...1), .spread([2, 0], -1...1, seed: 2)),
      ], tolerance: 4e-6, operations: { 2 * $0[0].elementCount * $0[1][0] },
      torch: .form("linear without bias"), apply: { $0[0].linear($0[1]) },
      reference: { inputs in
        inputs[0].reshaped([6, inputs[0].shape[2]]).times(inputs[1].permuted([1, 0])).reshaped([
          2, 3, 2,
        ])
      }),
  ]
}

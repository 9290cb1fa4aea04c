import Kagami

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension OperationCase {
  private static func product(_ shapes: [Shape]) -> Int {
    2 * shapes[0].elementCount * (shapes[1].last ?? 1)
  }

  /// Batch, input and output extents at which products go to kernels of their own or are cut for threads:
  /// one sample, a few, those that fill tiles or just do not, and pieces of a long batch.
  private static let layers: [(batch: Int, inputs: Int, outputs: Int)] = [
    (1, 33, 17), (2, 257, 33), (3, 193, 171), (15, 129, 257), (65, 250, 133), (129, 190, 175),
    (150, 17, 9),
  ]

  private static let layerSamples: [Sample] = layers.map {
    .smooth(
      .spread([$0.batch, $0.inputs], -1...1), .spread([$0.outputs, $0.inputs], -1...1, seed: 2),
      .spread([$0.outputs], -1...1, seed: 3))
  }

  private static func linear(
    then name: String, _ activation: Activation, _ function: @escaping @Sendable (Double) -> Double
  ) -> OperationCase {
    OperationCase(
      "linear, then \(name)",
      [
        .smooth(
          .spread([3, 4], -1...1), .spread([2, 4], -1...1, seed: 2), .spread([2], -1...1, seed: 3)),
        .special(
          .spread([0, 4], -1...1), .spread([2, 4], -1...1, seed: 2), .spread([2], -1...1, seed: 3)),
      ], tolerance: 4e-6, operations: { 2 * $0[0].elementCount * $0[1][0] },
      kernelSamples: layerSamples,
      torch: .none(reason: "layers fuse it; torch has the two one after the other"),
      apply: { $0[0].linear($0[1], $0[2], then: activation) },
      reference: { inputs in
        .zip3(inputs[0].times(inputs[1].permuted([1, 0])), inputs[2]) { a, b, _ in function(a + b) }
      })
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
      ], tolerance: 4e-6, operations: product,
      kernelSamples: layers.map {
        .smooth(
          .spread([$0.batch, $0.inputs], -1...1), .spread([$0.inputs, $0.outputs], -1...1, seed: 2))
      } + [
        .smooth(.spread([300, 1], -1...1), .spread([1, 500], -1...1, seed: 2)),
        .smooth(.spread([512, 513], -1...1), .spread([513, 1], -1...1, seed: 2)),
        .smooth(.spread([3, 17, 9], -1...1), .spread([3, 9, 33], -1...1, seed: 2)),
      ],
      torch: .form("matmul"), apply: { $0[0].matmul($0[1]) },
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
      kernelSamples: layerSamples, torch: .form("linear"), apply: { $0[0].linear($0[1], $0[2]) },
      reference: { inputs in
        .zip3(inputs[0].times(inputs[1].permuted([1, 0])), inputs[2]) { a, b, _ in a + b }
      }),
    OperationCase(
      "linear without bias, of three axes",
      [
        .smooth(.spread([2, 3, 4], -1...1), .spread([2, 4], -1...1, seed: 2)),
        .special(.spread([2, 3, 0], -1...1), .spread([2, 0], -1...1, seed: 2)),
      ], tolerance: 4e-6,
      operations: { 2 * $0[0].elementCount * $0[1][0] },
      kernelSamples: layers.map {
        .smooth(
          .spread([1, $0.batch, $0.inputs], -1...1),
          .spread([$0.outputs, $0.inputs], -1...1, seed: 2))
      },
      torch: .form("linear without bias"), apply: { $0[0].linear($0[1]) },
      reference: { inputs in
        inputs[0].reshaped([6, inputs[0].shape[2]]).times(inputs[1].permuted([1, 0])).reshaped([
          2, 3, 2,
        ])
      }),
    linear(then: "relu", .relu) { max($0, 0) },
    linear(then: "leakyReLU", .leakyReLU(slope: 0.2)) { $0 > 0 ? $0 : 0.2 * $0 },
    linear(then: "tanh", .tanh) { tanh($0) },
    linear(then: "sigmoid", .sigmoid) { 1 / (1 + exp(-$0)) },
  ]
}

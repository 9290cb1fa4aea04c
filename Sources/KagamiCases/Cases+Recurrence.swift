import Kagami

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension OperationCase {
  private static func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

  /// A step from the parts of `gates` gates and a state; the reference computes one element's results.
  private static func step(
    _ name: String, gates: Int, states: Int, apply: @escaping @Sendable ([Tensor]) -> Tensor,
    _ results:
      @escaping @Sendable (
        _ input: [Double], _ hidden: [Double], _ state: Double
      ) -> [Double]
  ) -> OperationCase {
    func sample(_ n: Int, _ h: Int) -> Sample {
      Sample(
        inputs: [
          .spread([n, gates * h], -2...2), .spread([n, gates * h], -1.5...2, seed: 2),
          .spread([n, h], -1.2...1, seed: 3),
        ], isSmooth: n * h > 0)
    }
    return OperationCase(
      name, [sample(3, 2), sample(1, 5), sample(2, 0), sample(0, 2)], tolerance: 2e-6,
      operations: { 8 * $0[0].elementCount }, isScalable: false,
      // Around the widths of vectors, and large enough to be shared.
      kernelSamples: [7, 8, 9, 15, 16, 17, 33].map { sample(2, $0) } + [sample(70, 130)],
      torch: .none(reason: "shapes depend on each other; modules and golden values hold it"),
      apply: apply,
      reference: { inputs in
        let (n, h) = (inputs[2].shape[0], inputs[2].shape[1])
        let all = (0..<n * h).map { place in
          let (row, j) = (place / h, place % h)
          let parts = inputs[0...1].map { part in (0..<gates).map { part[[row, $0 * h + j]] } }
          return results(parts[0], parts[1], inputs[2][[row, j]])
        }
        return ReferenceArray(shape: [n, states * h]) { all[$0[0] * h + $0[1] % h][$0[1] / h] }
      })
  }

  static let recurrence: [OperationCase] = [
    step(
      "lstmStep", gates: 4, states: 2,
      apply: {
        let (h, c) = Tensor.lstmStep(input: $0[0], hidden: $0[1], c: $0[2])
        return .concatenate([h, c], axis: 1)
      },
      { a, b, c in
        let newC = sigmoid(a[1] + b[1]) * c + sigmoid(a[0] + b[0]) * tanh(a[2] + b[2])
        return [sigmoid(a[3] + b[3]) * tanh(newC), newC]
      }),
    step(
      "gruStep", gates: 3, states: 1, apply: { .gruStep(input: $0[0], hidden: $0[1], h: $0[2]) },
      { a, b, h in
        let (r, z) = (sigmoid(a[0] + b[0]), sigmoid(a[1] + b[1]))
        return [(1 - z) * tanh(a[2] + r * b[2]) + z * h]
      }),
  ]
}

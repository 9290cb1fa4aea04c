import Kagami

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension OperationCase {
  /// Pairs of shapes: equal, by broadcasting both ways, against a number, and without elements.
  static func pairs(
    _ a: ClosedRange<Double>, _ b: ClosedRange<Double>
  ) -> [Sample] {
    [
      .smooth(.spread([3, 4], a), .spread([3, 4], b, seed: 2)),
      .smooth(.spread([3, 1, 2], a), .spread([4, 1], b, seed: 2)),
      .smooth(.spread([2, 3], a), .spread([], b, seed: 2)),
      .smooth(.spread([5], a), .spread([2, 1], b, seed: 2)),
      .special(.spread([0, 3], a), .spread([1, 3], b)),
    ]
  }

  /// A function of pairs of elements.
  static func pair(
    _ name: String, _ samples: [Sample], tolerance: Double = 1e-6, torch: TorchCounterpart,
    _ apply: @escaping @Sendable (Tensor, Tensor) -> Tensor,
    _ reference: @escaping @Sendable (Double, Double) -> Double
  ) -> OperationCase {
    OperationCase(
      name, samples, tolerance: tolerance, torch: torch, apply: { apply($0[0], $0[1]) },
      reference: { inputs in
        .zip3(inputs[0], inputs[1]) { a, b, _ in reference(a, b) }
      })
  }

  static let edges: [Sample] = [
    .special(
      .values(0, -0.0, 1, .infinity, -.infinity, .nan, 2, 0, .infinity),
      .values(0, 1, 0, 1, .infinity, 1, .nan, .infinity, .infinity))
  ]

  static let arithmetic: [OperationCase] = [
    pair("add", pairs(-2...2, -2...2) + edges, torch: "a + b", { $0 + $1 }, { $0 + $1 }),
    pair("subtract", pairs(-2...2, -2...2) + edges, torch: "a - b", { $0 - $1 }, { $0 - $1 }),
    pair("multiply", pairs(-2...2, -2...2) + edges, torch: "a * b", { $0 * $1 }, { $0 * $1 }),
    pair("divide", pairs(-2...2, 0.5...2) + edges, torch: "a / b", { $0 / $1 }, { $0 / $1 }),
    pair(
      "power", pairs(0.5...2, -1.5...2), tolerance: 2e-6, torch: "a ** b",
      { $0.pow($1) }, { pow($0, $1) }),
    pair(
      "maximum", pairs(-2...2, -1.83...1.7) + edges, torch: "torch.maximum(a, b)",
      { $0.maximum($1) },
      { $0.isNaN || $1.isNaN ? .nan : max($0, $1) }),
    pair(
      "minimum", pairs(-2...2, -1.83...1.7) + edges, torch: "torch.minimum(a, b)",
      { $0.minimum($1) },
      { $0.isNaN || $1.isNaN ? .nan : min($0, $1) }),
    OperationCase(
      "negate", [.smooth(.spread([2, 3], -2...2)), .special(.values(0, .infinity, .nan))],
      torch: "-a", apply: { -$0[0] }, reference: { $0[0].map { -$0 } }),
    OperationCase(
      "power by a number", [.smooth(.spread([2, 3], 0.5...2))], tolerance: 2e-6,
      torch: "a ** 3 + a ** 0.5 + a ** -1 + a ** 2.5",
      apply: { $0[0].pow(3) + $0[0].pow(0.5) + $0[0].pow(-1) + $0[0].pow(2.5) },
      reference: { $0[0].map { $0 * $0 * $0 + pow($0, 0.5) + 1 / $0 + pow($0, 2.5) } }),
    OperationCase(
      "power zero", [.smooth(.spread([2, 3], -1...2)), .special(.values(0, .infinity, .nan))],
      torch: "a ** 0", apply: { $0[0].pow(0) }, reference: { $0[0].map { _ in 1 } }),
    OperationCase(
      "number on either side", [.smooth(.spread([2, 3], 0.5...2))], tolerance: 2e-6,
      torch: "(3 - 2 * a) / 4 + 1 / a",
      apply: { (3 - 2 * $0[0]) / 4 + 1 / $0[0] },
      reference: { $0[0].map { (3 - 2 * $0) / 4 + 1 / $0 } }),
  ]
}

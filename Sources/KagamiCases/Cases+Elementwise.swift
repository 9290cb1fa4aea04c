import Kagami

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension OperationCase {
  /// A function of one element, at numbers of a range and at special ones.
  static func single(
    _ name: String, _ range: ClosedRange<Double>, special: [Sample], tolerance: Double = 1e-6,
    torch: TorchCounterpart,
    _ apply: @escaping @Sendable (Tensor) -> Tensor,
    _ reference: @escaping @Sendable (Double) -> Double
  ) -> OperationCase {
    OperationCase(
      name,
      [
        .smooth(.spread([3, 4], range)),
        // Off the middle, where many have a kink.
        .smooth(.spread([], range.lowerBound...(range.lowerBound * 0.4 + range.upperBound * 0.6))),
        .smooth(.spread([2, 1, 19], range)), .special(.spread([0], range)),
      ] + special, tolerance: tolerance, torch: torch, apply: { apply($0[0]) },
      reference: { $0[0].map(reference) })
  }

  private static let kinks: [Sample] = [
    .special(.values(0, -0.0, .infinity, -.infinity, .nan, 1e-30, -1e-30))
  ]
  /// Where exponentials overflow, underflow and saturate in either precision.
  private static let extremes: [Sample] = [
    .special(.values(-1000, -104, -88, -20, -1e-8, 1e-8, 20, 88, 89, 710, 1000)),
    .special(.values(.infinity, -.infinity, .nan, 0, -0.0)),
  ]

  /// Many turns away from 0, and beyond what is reduced in vectors; all whole in either precision.
  private static let turns: [Sample] = [
    .special(.values(0, -0.0, 1e-30, 100, -1000, 65_535, -99_999, 1_048_576)),
    .special(.values(1_048_577, 3e7, -4_194_304, 1_073_741_824, 1)),
    .special(.values(.infinity, -.infinity, .nan)),
  ]

  static let elementwise: [OperationCase] = [
    single("exp", -3...3, special: extremes, torch: "torch.exp(a)", { $0.exp() }, { exp($0) }),
    single(
      "log", 0.1...5,
      special: [.special(.values(0, -0.0, -1, .infinity, .nan, 1, 1e-40, 3e38))],
      torch: "torch.log(a)", { $0.log() },
      { log($0) }),
    single(
      "log1p", -0.9...3,
      special: [.special(.values(0, -1, -2, .infinity, .nan, 1e-10, -1e-10, 3e38))],
      torch: "torch.log1p(a)", { $0.log1p() }, { log1p($0) }),
    single(
      "expm1", -3...3, special: extremes + [.special(.values(-1e-4, 3e-6, -0.3, 0.2))],
      torch: "torch.expm1(a)", { $0.expm1() }, { expm1($0) }),
    single(
      "erf", -3...3, special: extremes + [.special(.values(-0.92, 0.93, 4, -5, 9.9, 3e38))],
      torch: "torch.erf(a)", { $0.erf() }, { erf($0) }),
    single(
      "sqrt", 0.1...5, special: [.special(.values(0, -1, .infinity, .nan, 1e-38))],
      torch: "torch.sqrt(a)", { $0.sqrt() },
      { $0.squareRoot() }),
    single(
      "sin", -4...4, special: turns, torch: "torch.sin(a)", { $0.sin() }, { sin($0) }),
    single(
      "cos", -4...4, special: turns, torch: "torch.cos(a)", { $0.cos() }, { cos($0) }),
    single("tanh", -3...3, special: extremes, torch: "torch.tanh(a)", { $0.tanh() }, { tanh($0) }),
    single(
      "sigmoid", -4...4, special: extremes, torch: "torch.sigmoid(a)", { $0.sigmoid() },
      { 1 / (1 + exp(-$0)) }),
    single(
      "softplus", -4...4, special: extremes,
      torch: "torch.logaddexp(real(a), torch.zeros_like(real(a)))",
      { $0.softplus() },
      { $0 > 0 ? $0 + log1p(exp(-$0)) : log1p(exp($0)) }),
    single(
      "relu", -2...2, special: kinks, torch: "torch.relu(a)", { $0.relu() },
      { $0.isNaN ? .nan : max($0, 0) }),
    single(
      "leakyReLU", -2...2, special: kinks, torch: .form("leakyReLU"),
      { $0.leakyReLU(negativeSlope: 0.2) },
      { $0 > 0 ? $0 : 0.2 * $0 }),
    single(
      "leakyReLU of negative slope", -2...2, special: kinks,
      torch: .form("leakyReLU"), { $0.leakyReLU(negativeSlope: -0.5) }, { $0 > 0 ? $0 : -0.5 * $0 }),
    single(
      "elu", -2...2, special: kinks + extremes, torch: .form("elu"), { $0.elu(alpha: 0.75) },
      { $0 > 0 ? $0 : 0.75 * expm1($0) }),
    single(
      "selu", -2...2, special: kinks, torch: "F.selu(real(a))", { $0.selu() },
      { 1.0507009873554804934 * ($0 > 0 ? $0 : 1.6732632423543772848 * expm1($0)) }),
    single(
      "sign", -2...2, special: kinks, torch: .form("sign"), { $0.sign() },
      { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 }),
    single("abs", -2...2, special: kinks, torch: "torch.abs(a)", { $0.abs() }, { $0.magnitude }),
    // Bounds that both precisions hold: a number between two roundings of one would lie on either side.
    single(
      "clamp", -2...2, special: kinks + [.special(.values(-0.6875, 0.875))],
      torch: .form("clamp"), { $0.clamp(min: -0.6875, max: 0.875) },
      { $0.isNaN ? .nan : min(max($0, -0.6875), 0.875) }),
    OperationCase(
      "binaryCrossEntropy",
      [
        .smooth(.spread([3, 4], 0.05...0.95), .spread([3, 4], 0.1...0.9, seed: 2)),
        .special(.values(0, 1, 0, 1, 0.5), .values(0, 1, 1, 0, 1)),
      ], tolerance: 2e-6,
      torch: "F.binary_cross_entropy(real(a), real(b), reduction='none')",
      apply: { $0[0].binaryCrossEntropy($0[1]) },
      reference: { inputs in
        .zip3(inputs[0], inputs[1]) { x, t, _ in
          (t - 1) * max(log1p(-x), -100) - t * max(log(x), -100)
        }
      }),
  ]
}

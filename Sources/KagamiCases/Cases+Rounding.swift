import Kagami

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension OperationCase {
  /// Halves, whole numbers, and what is too large for a fraction.
  private static let halves: [Sample] = [
    .special(.values(0.5, -0.5, 1.5, 2.5, -2.5, 3, -3, 1e10, -1e10, 8_388_609)),
    .special(.values(0, -0.0, .infinity, -.infinity, .nan, 1e-30, -1e-30)),
  ]

  static let rounding: [OperationCase] = [
    single(
      "floor", -2.9...2.4, special: halves, torch: "torch.floor(a)", { $0.floor() },
      { $0.rounded(.down) }),
    single(
      "ceil", -2.9...2.4, special: halves, torch: "torch.ceil(a)", { $0.ceil() },
      { $0.rounded(.up) }),
    single(
      "trunc", -2.9...2.4, special: halves, torch: "torch.trunc(a)", { $0.trunc() },
      { $0.rounded(.towardZero) }),
    single(
      "round", -2.9...2.4, special: halves, torch: "torch.round(a)", { $0.round() },
      { $0.rounded(.toNearestOrEven) }),
    OperationCase(
      "round to decimals", [.smooth(.spread([3, 4], -2.9...2.43))],
      isScalable: false, torch: "torch.round(a, decimals=1)",
      apply: { $0[0].round(decimals: 1) },
      reference: { $0[0].map { ($0 * 10).rounded(.toNearestOrEven) / 10 } }),
    OperationCase(
      "round to tens", [.smooth(.spread([3, 4], -87...63))],
      isScalable: false, torch: "torch.round(a, decimals=-1)",
      apply: { $0[0].round(decimals: -1) },
      reference: { $0[0].map { ($0 / 10).rounded(.toNearestOrEven) * 10 } }),
  ]

  private static let quotients: [Sample] = [
    .special(
      .values(7, -7, 7, -7, 0, -0.0, 6, -6, 1, -1, 1e10, -1e10, 3),
      .values(2, 2, -2, -2, 3, -3, 3, -3, .infinity, .infinity, 0.375, 0.375, -.infinity)),
    .special(.values(1, -1, 0, .infinity, .nan, 1), .values(0, 0, 0, 2, 1, .nan)),
  ]

  /// What division leaves, with the divisor's sign.
  private static func remainder(_ a: Double, _ b: Double) -> Double {
    let left = fmod(a, b)
    if left == 0 { return copysign(0, b) }
    return (left < 0) != (b < 0) ? left + b : left
  }

  static let division: [OperationCase] = [
    pair(
      "remainder", pairs(-2.9...2.7, 0.83...1.31) + quotients, torch: "torch.remainder(a, b)",
      { $0 % $1 }, remainder),
    pair(
      "remainder of negative divisors", pairs(-2.9...2.7, -1.31 ... -0.83) + quotients,
      torch: "torch.remainder(a, b)", { $0.remainder($1) }, remainder),
    pair(
      "fmod", pairs(-2.9...2.7, 0.83...1.31) + quotients, torch: "torch.fmod(a, b)",
      { $0.fmod($1) }, { fmod($0, $1) }),
    pair(
      "floorDivide", (pairs(-2.9...2.7, 0.83...1.31) + quotients).map(\.withoutSlope),
      torch: "torch.floor_divide(a, b)",
      { $0.floorDivide($1) },
      { a, b in
        if a.isInfinite || b.isNaN { return .nan }
        if b == 0 { return a / b }
        if b.isInfinite { return a != 0 && (a < 0) != (b < 0) ? -1 : 0 }
        return ((a - remainder(a, b)) / b).rounded()
      }),
    pair(
      "copySign", pairs(-2...2, -1.83...1.7) + edges, torch: "torch.copysign(a, b)",
      { $0.copySign($1) }, { copysign($0, $1) }),
  ]
}

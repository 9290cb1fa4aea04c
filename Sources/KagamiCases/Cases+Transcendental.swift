import Kagami

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension OperationCase {
  /// Zeros, infinities, NaN, and numbers so small that powers of theirs vanish.
  private static let ends: [Sample] = [
    .special(.values(0, -0.0, .infinity, -.infinity, .nan, 1e-30, -1e-30, 1e-5, -1e-5))
  ]
  /// Where a domain of −1 to 1 ends, and where ways part within it.
  private static let units: [Sample] = [
    .special(.values(1, -1, 1.5, -1.5, 0.5, -0.5, 0.515625, -0.515625))
  ]
  private static let large: [Sample] = [
    .special(.values(88, -89, 100, 1e10, -1e10, 3e38, -3e38, 0.984375, 1.015625))
  ]

  static let transcendental: [OperationCase] = [
    single(
      "tan", -1.4...1.4,
      special: ends + [.special(.values(100, -1000, 65_535, 1_048_577, -4_194_304))],
      tolerance: 2e-6, torch: "torch.tan(a)", { $0.tan() }, { tan($0) }),
    single(
      "asin", -0.9...0.9, special: ends + units, torch: "torch.asin(a)", { $0.asin() },
      { asin($0) }),
    single(
      "acos", -0.9...0.9, special: ends + units, torch: "torch.acos(a)", { $0.acos() },
      { acos($0) }),
    single(
      "atan", -3...3, special: ends + units + large, torch: "torch.atan(a)", { $0.atan() },
      { atan($0) }),
    single(
      "sinh", -3...3, special: ends + units + large, torch: "torch.sinh(a)", { $0.sinh() },
      { sinh($0) }),
    single(
      "cosh", -3...3, special: ends + units + large, torch: "torch.cosh(a)", { $0.cosh() },
      { cosh($0) }),
    single(
      "asinh", -3...3, special: ends + units + large, torch: "torch.asinh(a)", { $0.asinh() },
      { asinh($0) }),
    single(
      "acosh", 1.1...4, special: ends + units + large, torch: "torch.acosh(a)", { $0.acosh() },
      { acosh($0) }),
    single(
      "atanh", -0.9...0.9, special: ends + units, torch: "torch.atanh(a)", { $0.atanh() },
      { atanh($0) }),
    single(
      "log2", 0.1...5,
      special: ends + [.special(.values(1, 8, 0.25, -1, 1e-40, 3e38))],
      torch: "torch.log2(a)", { $0.log2() }, { log2($0) }),
    single(
      "log10", 0.1...5,
      special: ends + [.special(.values(1, 1000, 0.0625, -1, 1e-40, 3e38))],
      torch: "torch.log10(a)", { $0.log10() }, { log10($0) }),
    single(
      "exp2", -3...3, special: ends + [.special(.values(127, 128, -126, -149, -151, 1000))],
      torch: "torch.exp2(a)", { $0.exp2() }, { exp2($0) }),
    single(
      "rsqrt", 0.2...5, special: ends + [.special(.values(-1, 1e-38))], torch: "torch.rsqrt(a)",
      { $0.rsqrt() }, { 1 / $0.squareRoot() }),
    single(
      "reciprocal", 0.3...4, special: ends, torch: "torch.reciprocal(a)",
      { $0.reciprocal() }, { 1 / $0 }),
    single(
      "square", -2...2, special: ends, torch: "torch.square(a)", { $0.square() }, { $0 * $0 }),
    pair(
      "atan2", pairs(0.3...2, -1.83...1.7) + edges + angles, torch: "torch.atan2(a, b)",
      { $0.atan2($1) }, { atan2($0, $1) }),
    pair(
      "hypot", pairs(-2...2, 0.2...1.7) + edges, torch: "torch.hypot(a, b)", { $0.hypot($1) },
      { hypot($0, $1) }),
    pair(
      "logAddExp", pairs(-2...2, -1.83...1.7) + edges + overflowing,
      torch: "torch.logaddexp(real(a), real(b))", { $0.logAddExp($1) },
      { a, b in
        if a.isNaN || b.isNaN { return .nan }
        return a == b ? a + log(2) : max(a, b) + log1p(exp(min(a, b) - max(a, b)))
      }),
  ]

  /// All pairs of signs, zeros and infinities among them.
  private static let angles: [Sample] = [
    .special(
      .values(0, 0, -0.0, -0.0, 1, -1, .infinity, -.infinity, -1, 0, 1e-30),
      .values(-1, -0.0, -0.0, 1, -.infinity, .infinity, -.infinity, -.infinity, -0.0, 0, -3))
  ]
  private static let overflowing: [Sample] = [
    .special(
      .values(1000, -1000, 0, .infinity, -.infinity, -.infinity, 1000),
      .values(1000, 1000, -.infinity, -.infinity, -.infinity, 3, 999))
  ]
}

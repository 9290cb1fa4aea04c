#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// How numbers of one tensor are printed, so that they stand below one another: PyTorch's rules.
struct FractionFormat {
  /// The numbers' texts, of one width.
  let texts: [String]

  init(_ numbers: [Double]) {
    let finite = numbers.filter { $0.isFinite && $0 != 0 }
    let (least, most) = (finite.map(\.magnitude).min() ?? 1, finite.map(\.magnitude).max() ?? 1)
    let hasExponents = most / least > 1000 || most > 1e8 || least < 1e-4
    let areWhole = finite.allSatisfy { $0 == $0.rounded() }
    func text(_ number: Double) -> String {
      // The sign of a NaN says nothing.
      if number.isNaN { return "nan" }
      if number.isInfinite { return number < 0 ? "-inf" : "inf" }
      if hasExponents { return Self.printed("%.4e", number) }
      return areWhole ? Self.printed("%.0f", number) + "." : Self.printed("%.4f", number)
    }
    // What is not finite, and zeros, may be wider than the column: they do not count in PyTorch either.
    let width = finite.map { text($0).count }.max() ?? 1
    texts = numbers.map { Self.padded(text($0), to: width) }
  }

  /// The same texts, as wide as the widest.
  static func aligned(_ texts: [String]) -> [String] {
    let width = texts.map(\.count).max() ?? 0
    return texts.map { padded($0, to: width) }
  }

  private static func padded(_ text: String, to width: Int) -> String {
    String(repeating: " ", count: max(width - text.count, 0)) + text
  }

  /// A number by a pattern of C's, rounded to even as there.
  private static func printed(_ pattern: String, _ number: Double) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 400) { buffer in
      let count = withVaList([number]) { vsnprintf(buffer.baseAddress, buffer.count, pattern, $0) }
      let bytes = buffer.prefix(Int(count)).map { UInt8(bitPattern: $0) }
      return String(decoding: bytes, as: UTF8.self)
    }
  }
}

/// Numbers as they stand in text, rounded once and correctly.
///
/// A sign, digits with or without a point, an exponent; or `inf`, `infinity` and `nan` in any case.
enum CSVNumber {
  /// A number as digits and a power of ten, where it has no more than 19 digits.
  private struct Decimal {
    var isNegative = false
    var digits: UInt64 = 0
    var exponent = 0
  }

  /// The nearest `Double`, or nil if the text is no number.
  static func double(_ text: [UInt8]) -> Double? {
    switch scan(text) {
    case .none: return nil
    case .some(.some(let number)) where number.digits <= 1 << 53 && number.exponent.magnitude <= 22:
      // Both are exact, so that one operation rounds once.
      let power = powers[Int(number.exponent.magnitude)]
      let digits = Double(number.digits)
      let magnitude = number.exponent < 0 ? digits / power : digits * power
      return number.isNegative ? -magnitude : magnitude
    case .some: return Double(String(decoding: text, as: UTF8.self))
    }
  }

  /// The nearest `Float`, or nil if the text is no number.
  static func float(_ text: [UInt8]) -> Float? {
    switch scan(text) {
    case .none: return nil
    case .some(.some(let number)) where number.digits <= 1 << 24 && number.exponent.magnitude <= 10:
      let power = Float(powers[Int(number.exponent.magnitude)])
      let digits = Float(number.digits)
      let magnitude = number.exponent < 0 ? digits / power : digits * power
      return number.isNegative ? -magnitude : magnitude
    case .some: return Float(String(decoding: text, as: UTF8.self))
    }
  }

  /// A whole number, or nil if the text is none or beyond 64 bits.
  static func integer(_ text: [UInt8]) -> Int64? { Int64(String(decoding: text, as: UTF8.self)) }

  /// 10⁰ to 10²², all of them exact.
  private static let powers: [Double] = (0...22).map { count in
    (0..<count).reduce(1) { power, _ in power * 10 }
  }

  /// Nil if a text is no number; nil within if it is one that has too many digits, or no digits at all.
  private static func scan(_ text: [UInt8]) -> Decimal?? {
    var (number, place, seen) = (Decimal(), 0, 0)
    if let first = text.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
      number.isNegative = first == UInt8(ascii: "-")
      place = 1
    }
    let isName = place < text.count && text[place] >= UInt8(ascii: "A")
    if isName {
      let name = String(decoding: text[place...], as: UTF8.self).lowercased()
      return ["inf", "infinity", "nan"].contains(name) ? .some(nil) : nil
    }
    var (isExact, hasPoint) = (true, false)
    scan: while place < text.count {
      let byte = text[place]
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        seen += 1
        if number.digits < 1_000_000_000_000_000_000 {
          number.digits = 10 * number.digits + UInt64(byte - UInt8(ascii: "0"))
          if hasPoint { number.exponent -= 1 }
        } else {
          isExact = false
        }
      case UInt8(ascii: ".") where !hasPoint: hasPoint = true
      case UInt8(ascii: "e"), UInt8(ascii: "E"): break scan
      default: return nil
      }
      place += 1
    }
    if seen == 0 { return nil }
    if place < text.count {
      let digits = text[(place + 1)...]
      guard let exponent = exponent(digits) else { return nil }
      // Beyond what counts it makes infinity or zero, which the library finds.
      guard let exponent, exponent.magnitude < 10_000 else { return .some(nil) }
      number.exponent += exponent
    }
    return .some(isExact ? number : nil)
  }

  /// Nil if a text is no exponent; nil within if it is one beyond all numbers.
  private static func exponent(_ text: ArraySlice<UInt8>) -> Int?? {
    let digits =
      text.first == UInt8(ascii: "-") || text.first == UInt8(ascii: "+")
      ? text.dropFirst() : text
    guard !digits.isEmpty,
      digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return nil }
    return .some(Int(String(decoding: text, as: UTF8.self)))
  }
}

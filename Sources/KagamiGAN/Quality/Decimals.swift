/// Numbers in a table.
enum Decimals {
  /// A number with so many decimals, the last one rounded; what is not finite or huge, in full.
  static func text(_ value: Double, _ decimals: Int) -> String {
    let unit = power(10, Double(decimals))
    let rounded = (value * unit).rounded()
    guard rounded.magnitude < 1e15 else { return "\(value)" }
    let digits = String(Int(rounded.magnitude))
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let sign = rounded < 0 ? "-" : ""
    return decimals == 0
      ? sign + padded : sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
  }
}

/// What an attribute of an element may be.
protocol SVGValue {
  /// The value as an attribute states it, before special letters are escaped.
  var svg: String { get }
}

extension String: SVGValue {
  var svg: String { self }
}

extension Int: SVGValue {
  var svg: String { description }
}

extension Double: SVGValue {
  /// At most two decimals, the same in every locale; beyond ±10¹² the number is held at those.
  var svg: String {
    // Charts place what is finite; 0 keeps a document readable all the same.
    guard !isNaN else { return "0" }
    let hundredths = Int((Swift.min(Swift.max(self, -1e12), 1e12) * 100).rounded())
    let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
    var text = "\(hundredths < 0 ? "-" : "")\(whole)"
    if rest > 0 { text += rest < 10 ? ".0\(rest)" : ".\(rest % 10 == 0 ? rest / 10 : rest)" }
    return text
  }
}

extension RGBColor: SVGValue {
  var svg: String {
    "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

/// An element of an SVG document, with all that is inside it.
struct SVG {
  /// Names and values in the order in which they are written; what is nil is left out.
  typealias Attributes = KeyValuePairs<String, (any SVGValue)?>

  /// The written form.
  let text: String

  /// An element with others inside it.
  init(_ name: String, _ attributes: Attributes = [:], _ children: [SVG] = []) {
    let start = Self.start(name, attributes)
    text =
      children.isEmpty
      ? "<\(start)/>" : "<\(start)>\n\(children.map { $0.text + "\n" }.joined())</\(name)>"
  }

  /// An element with text inside it.
  init(_ name: String, _ attributes: Attributes = [:], text: String) {
    self.text = "<\(Self.start(name, attributes))>\(Self.escaped(text))</\(name)>"
  }

  private static func start(_ name: String, _ attributes: Attributes) -> String {
    name
      + attributes.map { name, value in
        value.map { " \(name)=\"\(escaped($0.svg))\"" } ?? ""
      }.joined()
  }

  /// Text as it may stand in an element or between the quotes of an attribute.
  ///
  /// XML has no way to write most control characters: the replacement character stands for them.
  static func escaped(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
      case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
      case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
      // A parser would turn these into spaces or other line ends.
      case "\t", "\n", "\r": escaped.append(contentsOf: "&#\(scalar.value);".unicodeScalars)
      case "\0"..<" ", "\u{fffe}", "\u{ffff}": escaped.append("\u{fffd}")
      default: escaped.append(scalar)
      }
    }
    return String(escaped)
  }
}

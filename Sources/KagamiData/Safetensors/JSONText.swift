/// A value of JSON.
///
/// Object members keep their order and their exact names: a `Dictionary` of `String` would join names that
/// differ in Unicode normalisation only, which are different keys to every other reader.
enum JSONValue: Sendable {
  case string(String)
  case integer(Int)
  /// A number with a fraction or an exponent, or an integer beyond `Int`.
  case number(Double)
  case bool(Bool)
  case null
  case array([JSONValue])
  case object([(name: String, value: JSONValue)])
}

/// A strict parser of JSON (RFC 8259) that no input can make recurse deeply.
struct JSONText {
  /// Why a text is no JSON.
  enum Failure: Error {
    case malformed
    /// A member of the outermost object, or of one inside it, is repeated.
    case duplicate(String)
    /// There are more values than ``valueLimit``.
    case tooMany
  }

  /// As many levels as the reference implementation's parser takes.
  private static let depthLimit = 128
  /// The most values, each of which may take a hundred times its text: of five for a tensor, those of a hundred
  /// thousand tensors.
  static let valueLimit = 500_000

  private let bytes: [UInt8]
  private var place = 0
  private var count = 0

  /// Parses a whole text.
  static func parse(_ bytes: [UInt8]) throws(Failure) -> JSONValue {
    var text = JSONText(bytes: bytes)
    let value = try text.value(depth: 0)
    text.skipSpace()
    guard text.place == bytes.count else { throw .malformed }
    return value
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  private mutating func skipSpace() {
    while let byte = next, [0x20, 0x09, 0x0a, 0x0d].contains(byte) { place += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    place += 1
    return true
  }

  private mutating func value(depth: Int) throws(Failure) -> JSONValue {
    guard depth < Self.depthLimit else { throw .malformed }
    count += 1
    guard count <= Self.valueLimit else { throw .tooMany }
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return .object(try object(depth: depth))
    case UInt8(ascii: "["): return .array(try array(depth: depth))
    case UInt8(ascii: "\""): return .string(try string())
    default:
      if let next, next == UInt8(ascii: "-") || Self.digits.contains(next) { return try number() }
      for (word, value) in Self.words where bytes[place...].starts(with: word.utf8) {
        place += word.utf8.count
        return value
      }
      throw .malformed
    }
  }

  private static let words: [(word: String, value: JSONValue)] = [
    ("true", .bool(true)), ("false", .bool(false)), ("null", .null),
  ]

  private mutating func object(depth: Int) throws(Failure) -> [(name: String, value: JSONValue)] {
    place += 1
    var members: [(name: String, value: JSONValue)] = []
    var seen: Set<[UInt8]> = []
    skipSpace()
    if take(UInt8(ascii: "}")) { return members }
    repeat {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw .malformed }
      let name = try string()
      guard seen.insert(Array(name.utf8)).inserted else { throw .duplicate(name) }
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw .malformed }
      members.append((name, try value(depth: depth + 1)))
      skipSpace()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw .malformed }
    return members
  }

  private mutating func array(depth: Int) throws(Failure) -> [JSONValue] {
    place += 1
    var values: [JSONValue] = []
    skipSpace()
    if take(UInt8(ascii: "]")) { return values }
    repeat {
      values.append(try value(depth: depth + 1))
      skipSpace()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw .malformed }
    return values
  }

  private mutating func number() throws(Failure) -> JSONValue {
    let start = place
    _ = take(UInt8(ascii: "-"))
    let whole = digits()
    guard whole == 1 || whole > 1 && bytes[place - whole] != UInt8(ascii: "0") else {
      throw .malformed
    }
    var isInteger = true
    if take(UInt8(ascii: ".")) {
      isInteger = false
      guard digits() > 0 else { throw .malformed }
    }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      isInteger = false
      if !take(UInt8(ascii: "-")) { _ = take(UInt8(ascii: "+")) }
      guard digits() > 0 else { throw .malformed }
    }
    let text = String(decoding: bytes[start..<place], as: UTF8.self)
    if isInteger, let integer = Int(text) { return .integer(integer) }
    guard let number = Double(text) else { throw .malformed }
    return .number(number)
  }

  /// How many digits were passed.
  private mutating func digits() -> Int {
    let start = place
    while let byte = next, Self.digits.contains(byte) { place += 1 }
    return place - start
  }

  private mutating func string() throws(Failure) -> String {
    place += 1
    var text: [UInt8] = []
    while let byte = next {
      place += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): try escape(into: &text)
      case ..<0x20: throw .malformed
      default: text.append(byte)
      }
    }
    throw .malformed
  }

  private mutating func escape(into text: inout [UInt8]) throws(Failure) {
    guard let byte = next else { throw .malformed }
    place += 1
    if byte == UInt8(ascii: "u") {
      guard let scalar = try scalar() else { throw .malformed }
      text += Array(String(Character(scalar)).utf8)
      return
    }
    guard let meant = Self.escapes[byte] else { throw .malformed }
    text.append(meant)
  }

  private static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")

  private static let escapes: [UInt8: UInt8] = [
    UInt8(ascii: "\""): 0x22, UInt8(ascii: "\\"): 0x5c, UInt8(ascii: "/"): 0x2f,
    UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0c, UInt8(ascii: "n"): 0x0a,
    UInt8(ascii: "r"): 0x0d, UInt8(ascii: "t"): 0x09,
  ]

  /// The scalar of one `\uhhhh`, or of two that are a pair of surrogates.
  private mutating func scalar() throws(Failure) -> Unicode.Scalar? {
    let first = try unit()
    guard (0xd800..<0xdc00).contains(first) else { return Unicode.Scalar(first) }
    guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else { return nil }
    let second = try unit()
    guard (0xdc00..<0xe000).contains(second) else { return nil }
    return Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00))
  }

  private mutating func unit() throws(Failure) -> UInt32 {
    guard place + 4 <= bytes.count,
      bytes[place..<place + 4].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let unit = UInt32(String(decoding: bytes[place..<place + 4], as: UTF8.self), radix: 16)
    else { throw .malformed }
    place += 4
    return unit
  }

  /// A string as JSON, escaped as the reference implementation does.
  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\u{8}": quoted += "\\b"
      case "\u{c}": quoted += "\\f"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      case ..<" ":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

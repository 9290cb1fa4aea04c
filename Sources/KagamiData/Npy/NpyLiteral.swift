/// As much of Python's notation as a `.npy` header has: a dictionary of strings, truth values and tuples of
/// whole numbers.
struct NpyLiteral {
  /// The value of a key.
  enum Value: Equatable {
    case text(String)
    case truth(Bool)
    case shape([Int])
  }

  private let text: [UInt8]
  private var place = 0

  init(_ text: [UInt8]) { self.text = text }

  /// The dictionary, which only white space may follow.
  mutating func dictionary() throws(NpyError) -> [String: Value] {
    guard take("{") else { throw .malformedHeader("it is no dictionary") }
    var fields: [String: Value] = [:]
    while !take("}") {
      let key = try string()
      guard take(":") else { throw .malformedHeader("the key '\(key)' has no value") }
      let value = try value(of: key)
      guard fields.updateValue(value, forKey: key) == nil else {
        throw .malformedHeader("the key '\(key)' comes twice")
      }
      guard take(",") || peek == UInt8(ascii: "}") else {
        throw .malformedHeader("a comma is missing after '\(key)'")
      }
    }
    skipSpace()
    guard place == text.count else { throw .malformedHeader("text follows the dictionary") }
    return fields
  }

  private mutating func value(of key: String) throws(NpyError) -> Value {
    skipSpace()
    switch peek {
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return .text(try string())
    case UInt8(ascii: "("): return .shape(try tuple())
    // A list, as types of several fields have.
    case UInt8(ascii: "["): throw .unsupportedType("several fields")
    default:
      if take("True") { return .truth(true) }
      if take("False") { return .truth(false) }
      throw .malformedHeader("the value of '\(key)' is not understood")
    }
  }

  private mutating func string() throws(NpyError) -> String {
    skipSpace()
    guard let quote = peek, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
      throw .malformedHeader("a string is missing at byte \(place)")
    }
    let start = place + 1
    guard let end = text[start...].firstIndex(of: quote) else {
      throw .malformedHeader("a string does not end")
    }
    place = end + 1
    return String(decoding: text[start..<end], as: UTF8.self)
  }

  /// Whole numbers; Python 2 wrote an L behind large ones.
  private mutating func tuple() throws(NpyError) -> [Int] {
    var extents: [Int] = []
    guard take("(") else { throw .malformedHeader("a tuple is missing at byte \(place)") }
    while !take(")") {
      skipSpace()
      let start = place
      while let next = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(next) { place += 1 }
      guard let extent = Int(String(decoding: text[start..<place], as: UTF8.self)) else {
        throw .malformedHeader("an extent of 'shape' is no whole number of this machine")
      }
      extents.append(extent)
      _ = take("L")
      guard take(",") || peek == UInt8(ascii: ")") else {
        throw .malformedHeader("a comma is missing in 'shape'")
      }
    }
    return extents
  }

  private var peek: UInt8? { place < text.count ? text[place] : nil }

  private mutating func skipSpace() {
    while let next = peek, [0x20, 0x09, 0x0a, 0x0d].contains(next) { place += 1 }
  }

  /// Passes a word, and white space before and after it.
  private mutating func take(_ word: StaticString) -> Bool {
    skipSpace()
    let bytes = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    guard text[place...].starts(with: bytes) else { return false }
    place += bytes.count
    skipSpace()
    return true
  }
}

/// A plain value in a ``Checkpoint``: what is no tensor.
///
/// ```swift
/// checkpoint["epoch"] = 3
/// checkpoint["settings"] = ["lr": 1e-3, "layers": [256, 512], "name": "first try"]
/// ```
/// In the file it is JSON. A `Double` comes back with the same bits; infinities and NaN, which JSON lacks, are
/// written as `{"$double": "inf"}`. Source: RFC 8259, <https://www.rfc-editor.org/rfc/rfc8259>.
public enum CheckpointValue: Sendable {
  /// Nothing.
  case null
  /// A truth value.
  case bool(Bool)
  /// A whole number.
  case integer(Int)
  /// A number.
  case double(Double)
  /// A text.
  case string(String)
  /// Values in order.
  case list([CheckpointValue])
  /// Values by name, in order.
  case dictionary([(name: String, value: CheckpointValue)])
}

extension CheckpointValue {
  /// The whole number, if it is one.
  public var integer: Int? { if case .integer(let number) = self { number } else { nil } }

  /// The number, if it is one; a whole number is rounded to the nearest `Double`.
  public var double: Double? {
    switch self {
    case .double(let number): number
    case .integer(let number): Double(number)
    default: nil
    }
  }

  /// The text, if it is one.
  public var string: String? { if case .string(let text) = self { text } else { nil } }

  /// The truth value, if it is one.
  public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

  /// The values of a list, if it is one.
  public var elements: [CheckpointValue]? {
    if case .list(let elements) = self { elements } else { nil }
  }

  /// The value of a name in a dictionary; nil if there is none, or if this is no dictionary.
  public subscript(name: String) -> CheckpointValue? {
    guard case .dictionary(let entries) = self else { return nil }
    return entries.first { $0.name.utf8.elementsEqual(name.utf8) }?.value
  }

  /// The value at a position of a list; nil if there is none, or if this is no list.
  public subscript(position: Int) -> CheckpointValue? {
    guard let elements, elements.indices.contains(position) else { return nil }
    return elements[position]
  }
}

extension CheckpointValue: Equatable {
  /// Whether both are written alike: NaN equals NaN, 0.0 differs from −0.0 and from the whole number 0.
  public static func == (a: CheckpointValue, b: CheckpointValue) -> Bool { a.json == b.json }
}

extension CheckpointValue: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByStringLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  /// The truth value of a literal.
  public init(booleanLiteral value: Bool) { self = .bool(value) }

  /// The whole number of a literal.
  public init(integerLiteral value: Int) { self = .integer(value) }

  /// The number of a literal.
  public init(floatLiteral value: Double) { self = .double(value) }

  /// The text of a literal.
  public init(stringLiteral value: String) { self = .string(value) }

  /// The list of a literal.
  public init(arrayLiteral elements: CheckpointValue...) { self = .list(elements) }

  /// The dictionary of a literal, in its order.
  public init(dictionaryLiteral elements: (String, CheckpointValue)...) {
    self = .dictionary(elements.map { (name: $0.0, value: $0.1) })
  }
}

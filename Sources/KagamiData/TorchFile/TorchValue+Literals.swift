extension TorchValue: ExpressibleByBooleanLiteral {
  /// The truth value of a literal.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension TorchValue: ExpressibleByIntegerLiteral {
  /// The integer of a literal.
  public init(integerLiteral value: Int) { self = .integer(value) }
}

extension TorchValue: ExpressibleByFloatLiteral {
  /// The number of a literal.
  public init(floatLiteral value: Double) { self = .double(value) }
}

extension TorchValue: ExpressibleByStringLiteral {
  /// The string of a literal.
  public init(stringLiteral value: String) { self = .string(value) }
}

extension TorchValue: ExpressibleByArrayLiteral {
  /// The list of a literal.
  public init(arrayLiteral elements: TorchValue...) { self = .list(elements) }
}

extension TorchValue: ExpressibleByDictionaryLiteral {
  /// The dictionary of a literal, in its order.
  public init(dictionaryLiteral elements: (Key, TorchValue)...) {
    self = .dictionary(elements.map { (key: $0.0, value: $0.1) })
  }
}

extension TorchValue.Key: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
  /// The name of a literal.
  public init(stringLiteral value: String) { self = .string(value) }

  /// The number of a literal.
  public init(integerLiteral value: Int) { self = .integer(value) }
}

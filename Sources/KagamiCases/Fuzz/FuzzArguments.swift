package import Kagami

/// Parameters of a form as they were drawn: texts by name, so that every number is exact.
package struct FuzzArguments: Sendable {
  /// A parameter that a form uses and a program lacks, or one of another kind.
  package struct Missing: Error { let name: String }

  private let texts: [String: [String]]

  /// Parameters by name; what is absent is nil.
  package init(_ texts: [String: [String]]) { self.texts = texts }

  /// The text itself.
  package func text(_ name: String) throws -> String {
    guard let text = texts[name]?.first else { throw Missing(name: name) }
    return text
  }

  package func integer(_ name: String) throws -> Int {
    guard let value = Int(try text(name)) else { throw Missing(name: name) }
    return value
  }

  package func number(_ name: String) throws -> Double {
    guard let value = Double(try text(name)) else { throw Missing(name: name) }
    return value
  }

  /// The fraction, or nil where there is none.
  package func optionalNumber(_ name: String) throws -> Double? {
    texts[name] == nil ? nil : try number(name)
  }

  /// All fractions of a list, or nil where there is none.
  package func numbers(_ name: String) -> [Double]? { texts[name]?.compactMap { Double($0) } }

  package func flag(_ name: String) throws -> Bool { try text(name) == "True" }

  package func integers(_ name: String) -> [Int]? { texts[name]?.compactMap { Int($0) } }

  package func optionalInteger(_ name: String) -> Int? { integers(name)?.first }

  package func shape(_ name: String) -> Shape { Shape(integers(name) ?? []) }

  /// Two integers, along rows and columns.
  package func pair(_ name: String) throws -> Pair {
    guard let numbers = integers(name), numbers.count == 2 else { throw Missing(name: name) }
    return Pair(numbers[0], numbers[1])
  }

  package func dtype(_ name: String) throws -> DType {
    guard let dtype = DType(rawValue: try text(name)) else { throw Missing(name: name) }
    return dtype
  }

  /// A truth value, an integer or a fraction, as the text spells it.
  package func scalar(_ name: String) throws -> any TensorScalar {
    let text = try text(name)
    if text == "True" || text == "False" { return text == "True" }
    if let integer = Int(text) { return integer }
    return try number(name)
  }
}

public import Kagami

/// Everything that keeps a state from fitting a module.
public struct StateDictError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A tensor whose shape is not the module's.
  public struct Mismatch: Equatable, Sendable {
    /// The dotted name.
    public var name: String
    /// The shape in the state.
    public var given: Shape
    /// The shape in the module.
    public var expected: Shape

    /// Joins a name and both shapes.
    public init(name: String, given: Shape, expected: Shape) {
      self.name = name
      self.given = given
      self.expected = expected
    }
  }

  /// The module's type.
  public var moduleName: String
  /// Parameters and buffers without a tensor.
  public var missing: [String] = []
  /// Tensors without a parameter or buffer.
  public var unexpected: [String] = []
  /// Tensors of the wrong shape.
  public var mismatched: [Mismatch] = []

  var isEmpty: Bool { missing.isEmpty && unexpected.isEmpty && mismatched.isEmpty }

  /// One line that names every entry.
  public var description: String {
    var parts: [String] = []
    if !missing.isEmpty { parts.append("missing " + missing.joined(separator: ", ")) }
    if !unexpected.isEmpty { parts.append("unexpected " + unexpected.joined(separator: ", ")) }
    for mismatch in mismatched {
      parts.append("\(mismatch.name) is \(mismatch.given), expected \(mismatch.expected)")
    }
    return "the state does not fit \(moduleName): " + parts.joined(separator: "; ")
  }
}

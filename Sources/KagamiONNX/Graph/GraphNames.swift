/// The names of a graph's inputs and outputs.
struct GraphNames {
  let inputs: [String]
  let outputs: [String]

  /// - Parameter taken: Names of initializers.
  init(
    inputs: [String]?, _ outputs: [String]?, counts: (inputs: Int, outputs: Int),
    taken: Set<String>
  ) throws(ONNXError) {
    self.inputs = try Self.checked(inputs, "input", counts.inputs)
    self.outputs = try Self.checked(outputs, "output", counts.outputs)
    var seen = taken
    for name in self.inputs + self.outputs {
      if name.isEmpty { throw .invalid("a name of an input or output is empty") }
      if !seen.insert(name).inserted {
        throw .invalid("\(name) names more than one input, output or parameter")
      }
    }
  }

  private static func checked(
    _ names: [String]?, _ kind: String, _ count: Int
  ) throws(ONNXError) -> [String] {
    guard let names else { return count == 1 ? [kind] : (0..<count).map { "\(kind)_\($0)" } }
    if names.count != count {
      throw .invalid("there are \(names.count) names of \(kind)s, expected \(count)")
    }
    return names
  }
}

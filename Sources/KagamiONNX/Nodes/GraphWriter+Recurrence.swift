internal import Kagami

// Steps of recurrences, whose operators are of whole sequences and have other orders of gates.
extension GraphWriter {
  /// `c' = f·c + i·g` and `h' = o·tanh(c')` of the gates `[i, f, g, o]`.
  mutating func lstmStep(_ call: Call) {
    let parts = gates(
      node("Add", [call.inputs[0].name, call.inputs[1].name]), count: 4, call.inputs[0])
    let (i, f) = (node("Sigmoid", [parts[0]]), node("Sigmoid", [parts[1]]))
    let (g, o) = (node("Tanh", [parts[2]]), node("Sigmoid", [parts[3]]))
    let kept = node("Mul", [f, call.inputs[2].name])
    let c = node("Add", [kept, node("Mul", [i, g])], to: call.outputs[1]?.name)
    if let h = call.outputs[0] { node("Mul", [o, node("Tanh", [c])], to: h.name) }
    if let values = call.outputs[2] {
      node("Concat", [i, f, g, o], to: values.name, [.int("axis", 1)])
    }
  }

  /// `h' = n + z·(h − n)` of the gates `[r, z, n]`.
  mutating func gruStep(_ call: Call) {
    let input = gates(call.inputs[0].name, count: 3, call.inputs[0])
    let hidden = gates(call.inputs[1].name, count: 3, call.inputs[1])
    let r = node("Sigmoid", [node("Add", [input[0], hidden[0]])])
    let z = node("Sigmoid", [node("Add", [input[1], hidden[1]])])
    let n = node("Tanh", [node("Add", [input[2], node("Mul", [r, hidden[2]])])])
    let way = node("Sub", [call.inputs[2].name, n])
    if let h = call.outputs[0] {
      node("Add", [n, node("Mul", [z, way])], to: h.name)
    }
    if let values = call.outputs[1] {
      node("Concat", [r, z, n], to: values.name, [.int("axis", 1)])
    }
  }

  private mutating func gates(_ x: String, count: Int, _ value: Value) -> [String] {
    let size = (value.extents[1].fixed ?? 0) / count
    return nodes(
      "Split", [x, list([Int](repeating: size, count: count))],
      to: [String?](repeating: nil, count: count), [.int("axis", 1)])
  }
}

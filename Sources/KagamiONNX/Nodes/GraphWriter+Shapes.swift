internal import Kagami

// The same elements under other shapes, and parts of tensors.
extension GraphWriter {
  mutating func reshape(_ call: Call) {
    let extents = call.outputForms[0].extents
    let open = extents.filter { $0.fixed == nil }
    // One extent may be what is left over, unless elements are none.
    if open.count == 1, !extents.contains(.fixed(0)) {
      let target = list(extents.map { $0.fixed ?? -1 })
      node("Reshape", [call.inputs[0].name, target], to: call.output)
    } else {
      let target = shape(extents)
      node("Reshape", [call.inputs[0].name, target], to: call.output, [.int("allowzero", 1)])
    }
  }

  mutating func slice(_ starts: [Int], _ steps: [Int], _ call: Call) throws(ONNXError) {
    let (before, after) = (call.inputs[0].extents, call.outputForms[0].extents)
    var (axes, from, to, by): ([Int], [Int], [Int], [Int]) = ([], [], [], [])
    for axis in before.indices {
      if starts[axis] == 0, steps[axis] == 1, before[axis] == after[axis] { continue }
      let count = try call.fixed(after[axis], "the part of axis \(axis)")
      let last = starts[axis] + (count - 1) * steps[axis]
      let end = count == 0 ? starts[axis] : last + (steps[axis] > 0 ? 1 : -1)
      axes.append(axis)
      from.append(starts[axis])
      // Below 0 an end would count from the back.
      to.append(end < 0 ? -Int(Int32.max) : end)
      by.append(steps[axis] == 0 ? 1 : steps[axis])
    }
    if axes.isEmpty {
      node("Identity", [call.inputs[0].name], to: call.output)
    } else {
      node(
        "Slice", [call.inputs[0].name, list(from), list(to), list(axes), list(by)],
        to: call.output)
    }
  }

  mutating func split(_ axis: Int, _ call: Call) {
    let sizes = shape(call.outputForms.map { $0.extents[axis] })
    _ = nodes(
      "Split", [call.inputs[0].name, sizes], to: call.outputs.map { $0?.name },
      [.int("axis", axis)])
  }
}

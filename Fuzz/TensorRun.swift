import Foundation
import Kagami
import KagamiCases

/// Runs one program of tensor operations.
final class TensorRun {
  private var leaves: [Tensor] = []
  private var values: [Tensor] = []
  /// What has been computed so far; it stays when an error ends the run.
  private(set) var results: [TensorRecord] = []

  /// Computes everything.
  func run(_ program: TensorProgram) throws {
    try make(program.leaves)
    try perform(program.steps)
    if let end = program.end { try differentiate(end) }
  }

  private func make(_ described: [TensorProgram.Leaf]) throws {
    leaves = try described.map { try $0.tensor() }
    values = leaves
  }

  private func perform(_ steps: [TensorProgram.Step]) throws {
    for (index, step) in steps.enumerated() {
      let isFree = step.noGrad == true
      var result = isFree ? try noGrad { try self.result(of: step) } : try self.result(of: step)
      // As on torch's side, since what changes nothing gives the leaf itself.
      if isFree, try !FormTable.form(step.form).isInPlace { result = result.detach() }
      values.append(result)
      results.append(TensorRecord(result, name: "step \(index)"))
    }
  }

  private func result(of step: TensorProgram.Step) throws -> Tensor {
    let form = try FormTable.form(step.form)
    var inputs = step.inputs.map { values[$0] }
    guard form.isInPlace, let changed = step.inputs.first else {
      return try form.apply(&inputs, FuzzArguments(step.arguments))
    }
    // The value leaves the table for the time of its change, so that its memory may be reused.
    values[changed] = Tensor(0)
    if leaves.indices.contains(changed) { leaves[changed] = Tensor(0) }
    let result = try form.apply(&inputs, FuzzArguments(step.arguments))
    values[changed] = result
    if leaves.indices.contains(changed) { leaves[changed] = result }
    return result
  }

  private func seed(_ root: Tensor, _ kind: String) -> Tensor {
    func numbers(_ shape: Shape) -> Tensor {
      let values = (0..<shape.elementCount).map { Double($0 * 7 % 5 + 1) / 4 }
      return Tensor(values, shape: shape, dtype: root.dtype)
    }
    switch kind {
    case "transposed":
      return numbers(Shape(root.shape.reversed())).permute(
        Array((0..<root.rank).reversed()))
    case "expanded": return Tensor(0.75, dtype: root.dtype).expand(root.shape)
    default: return numbers(root.shape)
    }
  }

  private func differentiate(_ end: TensorProgram.End) throws {
    let root = values[end.root]
    let seed = seed(root, end.seed)
    switch end.mode {
    case "grad", "second":
      let isSecond = end.mode == "second"
      let wanted = leaves.filter(\.requiresGrad)
      let gradients = grad(
        of: root, withRespectTo: wanted, gradient: seed, createGraph: isSecond)
      for (index, gradient) in gradients.enumerated() { note(gradient, "grad \(index)") }
      guard isSecond else { return }
      var total: Tensor?
      for gradient in gradients where gradient.requiresGrad {
        let term = (gradient * gradient).sum().to(.float64)
        total = total.map { $0 + term } ?? term
      }
      total?.backward()
    case "twice":
      root.backward(gradient: seed, retainGraph: true)
      root.backward(gradient: seed)
    case "two roots":
      root.backward(gradient: seed, retainGraph: true)
      let other = values[end.other ?? end.root]
      other.backward(gradient: self.seed(other, "contiguous"))
    default: root.backward(gradient: seed)
    }
    for (index, leaf) in leaves.enumerated() where leaf.isLeaf && leaf.requiresGrad {
      if let gradient = leaf.grad { note(gradient, "leaf \(index)") }
    }
  }

  private func note(_ tensor: Tensor, _ name: String) {
    results.append(TensorRecord(tensor, name: name))
  }
}

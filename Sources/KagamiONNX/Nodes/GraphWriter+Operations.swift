internal import Kagami

extension GraphWriter {
  /// Writes the nodes of an operation, the last of which have its results' names.
  mutating func write(_ kind: OperationKind, _ call: Call) throws(ONNXError) {
    switch kind {
    case .elementwise(let function): try elementwise(function, call)
    case .binary(let function): try binary(function, call)
    case .comparison(let function): try comparison(function, call)
    case .select: node("Where", call.inputs.map(\.name), to: call.output)
    case .cast(let dtype): cast(call.inputs[0].name, dtype, to: call.output)
    case .identity: node("Identity", [call.inputs[0].name], to: call.output)
    case .lerp(let weight): lerp(weight, call)
    case .reshape: reshape(call)
    case .expand:
      node("Expand", [call.inputs[0].name, shape(call.outputForms[0].extents)], to: call.output)
    case .permute(let axes):
      node("Transpose", [call.inputs[0].name], to: call.output, [.ints("perm", axes)])
    case .slice(let starts, let steps): try slice(starts, steps, call)
    case .split(let axis): split(axis, call)
    case .concatenate(let axis):
      node("Concat", call.inputs.map(\.name), to: call.output, [.int("axis", axis)])
    case .gather:
      node("Gather", call.inputs.map(\.name), to: call.output, [.int("axis", 0)])
    case .take(let axis):
      node("GatherElements", call.inputs.map(\.name), to: call.output, [.int("axis", axis)])
    case .reduction(let reduction, let axes, let keepDims):
      reduce(reduction, axes, keepDims, call)
    case .variance(let divisor, let axes, let keepDims): variance(divisor, axes, keepDims, call)
    case .norm(let order, let axes): norm(order, axes, call)
    case .cumulativeSum(let axis): cumulativeSum(axis, call)
    case .argmax(let axis): argmax(axis, keepDims: false, call.inputs[0], to: call.output)
    case .max(let axis, let keepDims): max(axis, keepDims, call)
    case .softmax(let axis, let isLogarithm):
      node(
        isLogarithm ? "LogSoftmax" : "Softmax", [call.inputs[0].name], to: call.output,
        [.int("axis", axis)])
    case .standardize(let axes, let eps): standardize(axes, eps, call)
    case .matmul: node("MatMul", call.inputs.map(\.name), to: call.output)
    case .linear(let activation): try linear(activation, call)
    case .convolution(let window, let groups): try convolution(window, groups, call)
    case .convolutionTranspose(let window, let groups):
      try convolutionTranspose(window, groups, call)
    case .maxPool(let window): try maxPool(window, call)
    case .sumPool(let window): try sumPool(window, call)
    case .lstmStep: lstmStep(call)
    case .gruStep: gruStep(call)
    }
  }
}

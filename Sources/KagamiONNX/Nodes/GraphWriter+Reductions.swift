internal import Kagami

// Sums, means, extrema and what is made of them.
extension GraphWriter {
  mutating func reduce(
    _ reduction: OperationKind.Reduction, _ axes: [Int], _ keepDims: Bool, _ call: Call
  ) {
    let type =
      switch reduction {
      case .sum: "ReduceSum"
      case .mean: "ReduceMean"
      case .product: "ReduceProd"
      case .maximum: "ReduceMax"
      case .minimum: "ReduceMin"
      case .logSumExp: "ReduceLogSumExp"
      }
    // Whole numbers are added up as int64.
    let dtype = call.outputForms[0].dtype
    let x =
      call.inputs[0].dtype == dtype ? call.inputs[0].name : cast(call.inputs[0].name, dtype)
    reduce(type, x, axes, keepDims, to: call.output)
  }

  @discardableResult
  private mutating func reduce(
    _ type: String, _ x: String, _ axes: [Int], _ keepDims: Bool = true, to output: String? = nil
  ) -> String {
    // An operator without axes reduces all.
    if axes.isEmpty { return node("Identity", [x], to: output) }
    return node(type, [x, list(axes)], to: output, [.int("keepdims", keepDims ? 1 : 0)])
  }

  mutating func variance(_ divisor: Double, _ axes: [Int], _ keepDims: Bool, _ call: Call) {
    let x = call.inputs[0].name
    let centred = node("Sub", [x, reduce("ReduceMean", x, axes)])
    let sum = reduce("ReduceSum", node("Mul", [centred, centred]), axes, keepDims)
    node("Div", [sum, number(divisor, call.inputs[0].dtype)], to: call.output)
  }

  /// `(x − mean)/√(variance + ε)`.
  mutating func standardize(_ axes: [Int], _ eps: Double, _ call: Call) {
    let (x, dtype) = (call.inputs[0].name, call.inputs[0].dtype)
    let centred = node("Sub", [x, reduce("ReduceMean", x, axes)])
    let variance = reduce("ReduceMean", node("Mul", [centred, centred]), axes)
    let deviation = node("Sqrt", [node("Add", [variance, number(eps, dtype)])])
    node("Div", [centred, deviation], to: call.output)
  }

  mutating func norm(_ order: Double, _ axes: [Int], _ call: Call) {
    let (x, dtype) = (call.inputs[0].name, call.inputs[0].dtype)
    if order == 1 || order == 2 {
      reduce(order == 1 ? "ReduceL1" : "ReduceL2", x, axes, to: call.output)
      return
    }
    let powers = node("Pow", [node("Abs", [x]), number(order, dtype)])
    node("Pow", [reduce("ReduceSum", powers, axes), number(1 / order, dtype)], to: call.output)
  }

  mutating func cumulativeSum(_ axis: Int, _ call: Call) {
    let dtype = call.outputForms[0].dtype
    let x =
      call.inputs[0].dtype == dtype ? call.inputs[0].name : cast(call.inputs[0].name, dtype)
    node("CumSum", [x, number(Double(axis), .int64)], to: call.output)
  }

  mutating func argmax(_ axis: Int, keepDims: Bool, _ x: Value, to output: String?) {
    node(
      "ArgMax", [x.name], to: output,
      [.int("axis", axis), .int("keepdims", keepDims ? 1 : 0)])
  }

  mutating func max(_ axis: Int, _ keepDims: Bool, _ call: Call) {
    if let values = call.outputs[0] {
      reduce("ReduceMax", call.inputs[0].name, [axis], keepDims, to: values.name)
    }
    if let positions = call.outputs[1] {
      argmax(axis, keepDims: keepDims, call.inputs[0], to: positions.name)
    }
  }
}

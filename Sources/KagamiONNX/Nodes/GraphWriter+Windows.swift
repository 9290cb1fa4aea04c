internal import Kagami

// Products with a weight, and windows over images.
extension GraphWriter {
  /// `f(x · Wᵀ + b)`.
  mutating func linear(
    _ activation: OperationKind.ElementwiseFunction?, _ call: Call
  ) throws(ONNXError) {
    let names = call.inputs.map(\.name)
    let sum = node(
      "Gemm", names, to: activation == nil ? call.output : nil, [.int("transB", 1)])
    guard let activation else { return }
    try elementwise(activation, sum, call.inputs[0].dtype, to: call.output, call)
  }

  mutating func convolution(
    _ window: OperationKind.TracedWindow, _ groups: Int, _ call: Call
  ) throws(ONNXError) {
    let pads = try pads(window, call)
    node(
      "Conv", call.inputs.map(\.name), to: call.output,
      attributes(window, pads: pads, dilates: true) + [.int("group", groups)])
  }

  mutating func convolutionTranspose(
    _ window: OperationKind.TracedWindow, _ groups: Int, _ call: Call
  ) throws(ONNXError) {
    var (after, beyond): ([Int], [Int]) = ([], [])
    for axis in 0..<2 {
      let extent = try call.fixed(call.inputs[0].extents[axis + 2], "an image")
      let result = try call.fixed(call.outputForms[0].extents[axis + 2], "an image")
      let whole = (extent - 1) * window.stride[axis] + window.span(axis)
      let rest = whole - result - window.before[axis]
      after.append(Swift.max(rest, 0))
      beyond.append(Swift.max(-rest, 0))
    }
    node(
      "ConvTranspose", call.inputs.map(\.name), to: call.output,
      attributes(window, pads: window.before + after, dilates: true)
        + [.ints("output_padding", beyond), .int("group", groups)])
  }

  mutating func maxPool(
    _ window: OperationKind.TracedWindow, _ call: Call
  ) throws(ONNXError) {
    if call.outputs.count > 1, call.outputs[1] != nil {
      throw call.unsupported("the operator counts places otherwise")
    }
    let pads = try pads(window, call)
    node(
      "MaxPool", [call.inputs[0].name], to: call.output,
      attributes(window, pads: pads, dilates: true))
  }

  /// The mean with its padding, times the number of elements.
  mutating func sumPool(
    _ window: OperationKind.TracedWindow, _ call: Call
  ) throws(ONNXError) {
    let pads = try pads(window, call)
    let mean = node(
      "AveragePool", [call.inputs[0].name],
      attributes(window, pads: pads, dilates: false) + [.int("count_include_pad", 1)])
    let count = number(Double(window.size[0] * window.size[1]), call.inputs[0].dtype)
    node("Mul", [mean, count], to: call.output)
  }

  /// The padding before, and what padding after the window's positions need.
  private func pads(
    _ window: OperationKind.TracedWindow, _ call: Call
  ) throws(ONNXError) -> [Int] {
    var after: [Int] = []
    for axis in 0..<2 {
      let extent = try call.fixed(call.inputs[0].extents[axis + 2], "an image")
      let positions = try call.fixed(call.outputForms[0].extents[axis + 2], "an image")
      let needed = (positions - 1) * window.stride[axis] + window.span(axis)
      after.append(Swift.max(needed - extent - window.before[axis], 0))
    }
    return window.before + after
  }

  private func attributes(
    _ window: OperationKind.TracedWindow, pads: [Int], dilates: Bool
  ) -> [AttributeProto] {
    [
      .ints("kernel_shape", window.size), .ints("strides", window.stride), .ints("pads", pads),
    ] + (dilates ? [.ints("dilations", window.dilation)] : [])
  }
}

extension OperationKind.TracedWindow {
  /// Elements of an image from the window's first to its last.
  fileprivate func span(_ axis: Int) -> Int { (size[axis] - 1) * dilation[axis] + 1 }
}

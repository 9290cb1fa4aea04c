/// What a step of an LSTM does after its products: `[i, f, g, o]` of the sum of the gates' parts,
/// `c' = f·c + i·g` and `h' = o·tanh(c')`.
///
/// The values of the gates are a result, too, of which the gradients are made. With `d = dc' + dh'·o·(1 − tanh²c')`,
/// those of the values are `d·g`, `d·c`, `d·i` and `dh'·tanh(c')`, and that of c is `d·f`.
struct LSTMStep: MultiOutputOperation {
  let name = "lstmStep"
  let saves: SavedTensors = [.input2, .output(1), .output(2)]
  let outputCount = 3

  /// - Parameter inputs: The gates' parts, both `[n, 4h]`, and c, `[n, h]`.
  /// - Returns: h', c' and the values of the gates.
  func forward(_ inputs: [Tensor]) -> [Tensor] {
    let laid = inputs.map(\.contiguousView)
    let (c, device) = (inputs[2], inputs[2].device)
    let made = device.backend.lstmStep(
      input: laid[0].operand, hidden: laid[1].operand, c: laid[2].operand)
    if let made { return [made.h, made.c, made.gates].map { Tensor($0, device: device) } }
    let parts = (inputs[0] + inputs[1]).gates(4)
    let (i, f, g, o) = (parts[0].sigmoid(), parts[1].sigmoid(), parts[2].tanh(), parts[3].sigmoid())
    let newC = f * c + i * g
    return [o * newC.tanh(), newC, .concatenate([i, f, g, o], axis: 1)]
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let values = context.output(2).gates(4)
    let (i, f, g, o) = (values[0], values[1], values[2], values[3])
    let (c, t) = (context.input(2), context.output(1).tanh())
    let gradientOfH = context.gradient(of: 0)
    let d = context.gradient(of: 1) + gradientOfH * o * (1 - t * t)
    var ofValues = [d * g, d * c, d * i, gradientOfH * t]
    // Where a gradient of gradients comes back to the values.
    if context.hasGradient(of: 2) {
      ofValues = zip(ofValues, context.gradient(of: 2).gates(4)).map { $0 + $1 }
    }
    let slopes = [i * (1 - i), f * (1 - f), 1 - g * g, o * (1 - o)]
    let parts = Tensor.concatenate(zip(ofValues, slopes).map { $0 * $1 }, axis: 1)
    return [parts, parts, d * f]
  }

  /// All gates in one pass.
  func fusedBackward(_ context: BackwardContext) -> [Gradient?]? {
    if context.hasGradient(of: 2) { return nil }
    let laid = [
      context.output(2), context.input(2), context.output(1), context.gradient(of: 0),
      context.gradient(of: 1),
    ].map(\.contiguousView)
    let device = laid[0].device
    let made = device.backend.lstmStepBackward(
      gates: laid[0].operand, c: laid[1].operand, newC: laid[2].operand,
      gradientOfH: laid[3].operand, gradientOfC: laid[4].operand)
    return made.map { made in
      let parts = Gradient.dense(Tensor(made.parts, device: device))
      return [parts, parts, .dense(Tensor(made.c, device: device))]
    }
  }
}

extension Tensor {
  /// The equal parts of the last of two axes.
  func gates(_ count: Int) -> [Tensor] {
    split([Int](repeating: shape[1] / count, count: count), axis: 1)
  }

  /// A step of an LSTM after its products.
  ///
  /// - Parameters:
  ///   - input: What the input adds to the gates i, f, g and o, `[n, 4h]`.
  ///   - hidden: What the state adds, `[n, 4h]`.
  ///   - c: The cell's state, `[n, h]`.
  /// - Returns: The state after the step, both `[n, h]`.
  /// - Precondition: shapes, types and devices agree, and the type is of floating point.
  package static func lstmStep(
    input: Tensor, hidden: Tensor, c: Tensor
  ) -> (h: Tensor, c: Tensor) {
    let results = record(LSTMStep(), input, hidden, c)
    return (results[0], results[1])
  }
}

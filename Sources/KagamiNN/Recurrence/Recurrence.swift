internal import Kagami

/// What the recurrent layers and cells differ in: the step from one state to the next.
enum Recurrence {
  case rnn(RNN.Nonlinearity)
  case lstm
  case gru

  /// The parts of a weight, one after another along its first axis.
  var gates: Int {
    switch self {
    case .rnn: 1
    case .lstm: 4
    case .gru: 3
    }
  }

  /// The names of the tensors that make up a state; the first is what a step puts out.
  var stateNames: [String] {
    if case .lstm = self { ["h", "c"] } else { ["h"] }
  }

  /// What inputs add to the gates, for the rows of all steps in one product.
  ///
  /// Both biases are added here, once, but in a GRU, where the state's is multiplied by a gate.
  ///
  /// - Parameter x: `[rows, in]`.
  /// - Returns: `[rows, gates · h]`.
  func inputPart(_ x: Tensor, _ weights: RecurrentWeights.Values) -> Tensor {
    guard let biases = weights.biases else { return x.linear(weights.ih) }
    if case .gru = self { return x.linear(weights.ih, biases.ih) }
    return x.linear(weights.ih, biases.ih + biases.hh)
  }

  /// The state after a step.
  ///
  /// - Parameters:
  ///   - input: What the input adds to the gates, `[n, gates · h]`.
  ///   - state: The tensors of the state before, `[n, h]`; h `[n, projSize]` where it is projected.
  func step(_ input: Tensor, _ state: [Tensor], _ weights: RecurrentWeights.Values) -> [Tensor] {
    switch self {
    case .rnn(let nonlinearity):
      let sum = input + state[0].linear(weights.hh)
      return [nonlinearity == .tanh ? sum.tanh() : sum.relu()]
    case .lstm:
      let (h, c) = Tensor.lstmStep(
        input: input, hidden: state[0].linear(weights.hh), c: state[1])
      return [weights.hr.map { h.linear($0) } ?? h, c]
    case .gru:
      let hidden = state[0].linear(weights.hh, weights.biases?.hh)
      return [.gruStep(input: input, hidden: hidden, h: state[0])]
    }
  }

  /// Stops unless each tensor of a state has its shape and the input's type and device.
  func check(
    _ state: [Tensor], _ shapes: [Shape], input x: Tensor, _ operation: String
  ) throws(MisuseError) {
    if state.count != shapes.count {
      throw MisuseError(
        operation, "a state of \(state.count) tensors, expected \(shapes.count)",
        hint: "give \(stateNames.joined(separator: " and ")), or none to begin with zeros")
    }
    for ((name, tensor), shape) in zip(zip(stateNames, state), shapes) {
      if tensor.shape != shape {
        throw MisuseError(
          operation,
          "a state \(name) of \(tensor.shape) does not fit an input of \(x.shape), expected \(shape)"
        )
      }
      if tensor.dtype != x.dtype || tensor.device != x.device {
        throw MisuseError(
          operation,
          "the input is \(x.dtype) on \(x.device), the state \(name) is \(tensor.dtype) on "
            + "\(tensor.device)",
          hint: "move or convert one with to(_:)")
      }
    }
  }
}

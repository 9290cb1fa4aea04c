public import Kagami

/// What ``RNNCell``, ``LSTMCell`` and ``GRUCell`` have in common: one step of a recurrent layer.
///
/// ```swift
/// let cell = GRUCell(8, 16)
/// var h = Tensor.zeros([3, 16])
/// for x in Tensor.randn([5, 3, 8]).unstack() { h = cell(x, h) }
/// ```
/// Parameters are `weight_ih`, `weight_hh`, `bias_ih` and `bias_hh`, drawn from U(−1/√h, 1/√h): PyTorch's numbers for
/// the same seed. Source: <https://docs.pytorch.org/docs/stable/nn.html#recurrent-layers>.
public class RecurrentCell: Module {
  /// The last extent of inputs.
  public let inputSize: Int
  /// The extent of a state.
  public let hiddenSize: Int

  private let recurrence: Recurrence
  private let weights: RecurrentWeights

  init(
    _ recurrence: Recurrence, _ name: String, _ inputSize: Int, _ hiddenSize: Int, bias: Bool,
    dtype: DType
  ) {
    for (extentName, extent) in [("inputSize", inputSize), ("hiddenSize", hiddenSize)] {
      Initialization.check(
        name,
        [("the gates", recurrence.gates), ("hiddenSize", hiddenSize), (extentName, extent)])
    }
    (self.inputSize, self.hiddenSize) = (inputSize, hiddenSize)
    self.recurrence = recurrence
    weights = RecurrentWeights(
      inputSize, hiddenSize, gates: recurrence.gates, bias: bias, dtype: dtype)
  }

  /// The factors of inputs, `[gates · h, in]`.
  public var weightIH: Parameter { weights.weightIH }
  /// The factors of states, `[gates · h, h]`.
  public var weightHH: Parameter { weights.weightHH }
  /// The summands beside the inputs' products, `[gates · h]`, or nil.
  public var biasIH: Parameter? { weights.biasIH }
  /// The summands beside the states' products, `[gates · h]`, or nil.
  public var biasHH: Parameter? { weights.biasHH }

  /// The state h after a step from zeros; call the cell instead.
  public override func forward(_ x: Tensor) -> Tensor { forward([x])[0] }

  /// The state h after a step from a state of one tensor; call the cell instead.
  public override func forward(_ x: Tensor, _ h: Tensor) -> Tensor { forward([x, h])[0] }

  /// The state h after a step from a state of two tensors; call the cell instead.
  public override func forward(_ x: Tensor, _ h: Tensor, _ c: Tensor) -> Tensor {
    forward([x, h, c])[0]
  }

  /// The state after a step; call the cell instead.
  ///
  /// - Parameter inputs: The input and the tensors of the state; the input alone to begin with zeros.
  /// - Returns: The tensors of the state.
  public override func forward(_ inputs: [Tensor]) -> [Tensor] {
    guard let x = inputs.first else { misuse("\(type(of: self))", "there is no input") }
    do throws(MisuseError) {
      try check(x, Array(inputs.dropFirst()))
    } catch {
      return [Tensor](repeating: x.standIn(after: error), count: recurrence.stateNames.count)
    }
    let isBatch = x.rank == 2
    func laid(_ tensor: Tensor) -> Tensor { isBatch ? tensor : tensor.unsqueeze(axis: 0) }
    let row = laid(x)
    var state = inputs.dropFirst().map(laid)
    if state.isEmpty {
      let zeros = Tensor.zeros([row.shape[0], hiddenSize], dtype: x.dtype, device: x.device)
      state = recurrence.stateNames.map { _ in zeros }
    }
    let values = weights.values
    let results = recurrence.step(recurrence.inputPart(row, values), state, values)
    return isBatch ? results : results.map { $0.squeeze(axis: 0) }
  }

  private func check(_ x: Tensor, _ state: [Tensor]) throws(MisuseError) {
    let name = "\(type(of: self))"
    if x.rank != 1 && x.rank != 2 {
      throw MisuseError(
        name, "an input of \(x.shape) has \(x.rank) axes, expected 1 or 2",
        hint: "the batch if there is one, and features")
    }
    if x.shape[x.rank - 1] != inputSize {
      throw MisuseError(name, "an input of \(x.shape) does not end in \(inputSize)")
    }
    if state.isEmpty { return }
    let shape = Shape(x.shape.dropLast() + [hiddenSize])
    try recurrence.check(state, recurrence.stateNames.map { _ in shape }, input: x, name)
  }

  /// Named as in PyTorch.
  override var ownMembers: [Member]? { weights.members() }

  public override var extraDescription: String {
    "\(inputSize), \(hiddenSize)" + (biasIH == nil ? ", bias=False" : "")
  }
}

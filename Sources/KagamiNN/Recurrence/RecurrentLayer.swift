public import Kagami

/// What ``RNN``, ``LSTM`` and ``GRU`` have in common: steps along an axis, layers on top of one another, directions.
///
/// ```swift
/// let gru: RecurrentLayer = GRU(8, 16, numLayers: 2)
/// gru(Tensor.randn([5, 3, 8]))     // [5, 3, 16], of 5 steps in a batch of 3
/// ```
/// Called with tensors, a layer returns its output alone, as a part of a ``Sequential`` does; each subclass has a call
/// that returns the state, too, which is taken where the result is named in two parts. A list of the input and the
/// tensors of the state gives that of the output and the state after the last step; hooks of such calls see the lists.
///
/// The products of all steps' inputs with the weight are one matrix product. Where gradients are recorded, what a
/// step computed is kept until the backward pass. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.RNNBase.html>.
public class RecurrentLayer: Module {
  /// The last extent of inputs.
  public let inputSize: Int
  /// The extent of a state.
  public let hiddenSize: Int
  /// Layers, of which each but the first takes the outputs of the one before.
  public let numLayers: Int
  /// Whether there are summands.
  public let bias: Bool
  /// Whether the batch is the first axis of inputs and outputs, and not the second; states are not concerned.
  public let batchFirst: Bool
  /// The probability that an element of a layer's output becomes 0 in training, but of the last layer's.
  public let dropout: Double
  /// Whether every layer goes from the last step to the first, too, and puts out both results.
  public let bidirectional: Bool
  /// The extent to which h is projected after each step of an ``LSTM``; 0 for none.
  public let projSize: Int

  let recurrence: Recurrence
  /// By layer, and then by direction.
  let weights: [RecurrentWeights]

  init(
    _ recurrence: Recurrence, _ name: String, _ inputSize: Int, _ hiddenSize: Int, numLayers: Int,
    bias: Bool, batchFirst: Bool, dropout: Double, bidirectional: Bool, projSize: Int = 0,
    dtype: DType
  ) {
    for (setting, value) in [
      ("inputSize", inputSize), ("hiddenSize", hiddenSize), ("numLayers", numLayers),
    ] where value < 1 { misuse(name, "\(setting) must be above 0, not \(value)") }
    if !(0...1).contains(dropout) {
      misuse(name, "the probability of dropout has to be between 0 and 1, but is \(dropout)")
    }
    if projSize < 0 || projSize >= hiddenSize {
      misuse(name, "projSize \(projSize) must be below hiddenSize \(hiddenSize), and 0 or more")
    }
    for extent in [inputSize, hiddenSize] {
      Initialization.check(
        name, [("the gates", recurrence.gates), ("hiddenSize", hiddenSize), ("inputs", extent)])
    }
    self.recurrence = recurrence
    (self.inputSize, self.hiddenSize, self.numLayers) = (inputSize, hiddenSize, numLayers)
    (self.bias, self.batchFirst, self.dropout) = (bias, batchFirst, dropout)
    (self.bidirectional, self.projSize) = (bidirectional, projSize)
    let directions = bidirectional ? 2 : 1
    let outputs = directions * (projSize > 0 ? projSize : hiddenSize)
    weights = (0..<numLayers * directions).map { place in
      RecurrentWeights(
        place < directions ? inputSize : outputs, hiddenSize, gates: recurrence.gates,
        projSize: projSize, bias: bias, dtype: dtype)
    }
  }

  /// The parameters of each layer, and within it of each direction, in PyTorch's order: `weight_ih`, `weight_hh`,
  /// `bias_ih`, `bias_hh`, `weight_hr`, as far as they are there.
  public var allWeights: [[Parameter]] { weights.map(\.parameters) }

  /// The output from a state of zeros; call the layer instead.
  public override func forward(_ x: Tensor) -> Tensor { forward([x])[0] }

  /// The output from a state of one tensor; call the layer instead.
  public override func forward(_ x: Tensor, _ h: Tensor) -> Tensor { forward([x, h])[0] }

  /// The output from a state of two tensors; call the layer instead.
  public override func forward(_ x: Tensor, _ h: Tensor, _ c: Tensor) -> Tensor {
    forward([x, h, c])[0]
  }

  /// The output and the state after the last step; call the layer instead.
  ///
  /// - Parameter inputs: The input and the tensors of the state; the input alone to begin with zeros.
  /// - Returns: The output and the tensors of the state.
  public override func forward(_ inputs: [Tensor]) -> [Tensor] {
    guard let x = inputs.first else { misuse("\(type(of: self))", "there is no input") }
    do throws(MisuseError) {
      try check(x, Array(inputs.dropFirst()))
    } catch {
      return [Tensor](repeating: x.standIn(after: error), count: 1 + recurrence.stateNames.count)
    }
    let isBatch = x.rank == 3
    func laid(_ tensor: Tensor) -> Tensor { isBatch ? tensor : tensor.unsqueeze(axis: 1) }
    func relaid(_ tensor: Tensor) -> Tensor { isBatch ? tensor : tensor.squeeze(axis: 1) }
    let isTransposed = isBatch && batchFirst
    let steps = isTransposed ? x.transpose(0, 1) : laid(x)
    var state = inputs.dropFirst().map(laid)
    if state.isEmpty {
      state = stateShapes(batch: steps.shape[1]).map {
        Tensor.zeros($0, dtype: x.dtype, device: x.device)
      }
    }
    let (output, last) = unroll(steps, state)
    return [isTransposed ? output.transpose(0, 1) : relaid(output)] + last.map(relaid)
  }

  /// Runs the layer on the input and, unless empty, a state.
  ///
  /// - Returns: The output and the state, also in a dry run in which a mistake was found before.
  func called(_ x: Tensor, _ state: [Tensor]) -> [Tensor] {
    let results = self([x] + state)
    let count = 1 + recurrence.stateNames.count
    return results.count == count ? results : [Tensor](repeating: x, count: count)
  }

  /// The shapes of a state's tensors, `[numLayers · directions, n, h]`.
  private func stateShapes(batch n: Int) -> [Shape] {
    recurrence.stateNames.map {
      [weights.count, n, $0 == "h" && projSize > 0 ? projSize : hiddenSize]
    }
  }

  private func check(_ x: Tensor, _ state: [Tensor]) throws(MisuseError) {
    let name = "\(type(of: self))"
    if x.rank != 2 && x.rank != 3 {
      throw MisuseError(
        name, "an input of \(x.shape) has \(x.rank) axes, expected 2 or 3",
        hint: "steps, the batch if there is one, and features")
    }
    if x.shape[x.rank - 1] != inputSize {
      throw MisuseError(name, "an input of \(x.shape) does not end in \(inputSize)")
    }
    let isTransposed = x.rank == 3 && batchFirst
    if x.shape[isTransposed ? 1 : 0] == 0 {
      throw MisuseError(name, "an input of \(x.shape) has no steps")
    }
    if state.isEmpty { return }
    var shapes = stateShapes(batch: x.rank == 2 ? 1 : x.shape[isTransposed ? 0 : 1])
    if x.rank == 2 { shapes = shapes.map { [$0[0], $0[2]] } }
    try recurrence.check(state, shapes, input: x, name)
  }

  /// Named as in PyTorch: `weight_ih_l0`, `weight_ih_l0_reverse`.
  override var ownMembers: [Member]? {
    let directions = bidirectional ? 2 : 1
    return weights.enumerated().flatMap { place, weights in
      weights.members("_l\(place / directions)" + (place % directions == 1 ? "_reverse" : ""))
    }
  }

  public override var extraDescription: String {
    var text = "\(inputSize), \(hiddenSize)"
    if projSize != 0 { text += ", proj_size=\(projSize)" }
    if numLayers != 1 { text += ", num_layers=\(numLayers)" }
    if !bias { text += ", bias=False" }
    if batchFirst { text += ", batch_first=True" }
    if dropout != 0 { text += ", dropout=\(PythonText.number(dropout))" }
    if bidirectional { text += ", bidirectional=True" }
    return text
  }
}

public import Kagami

/// A recurrent layer with a cell c beside its state h, and gates for what c takes in (i), what it keeps (f), and what
/// of it is put out (o): long short-term memory.
///
/// ```swift
/// let lstm = LSTM(8, 16)
/// let x = Tensor.randn([5, 3, 8])                   // 5 steps of a batch of 3
/// let (output, state) = lstm(x)                     // [5, 3, 16]; state.h and state.c are [1, 3, 16]
/// let (more, (h, c)) = lstm(x, state)               // goes on from there
/// let model = Sequential(lstm, Linear(16, 2))
/// model(x)                                          // [5, 3, 2]
/// ```
/// A step is
///
/// ```
/// i = σ(W_ii·x + b_ii + W_hi·h + b_hi)
/// f = σ(W_if·x + b_if + W_hf·h + b_hf)
/// g = tanh(W_ig·x + b_ig + W_hg·h + b_hg)
/// o = σ(W_io·x + b_io + W_ho·h + b_ho)
/// c' = f·c + i·g
/// h' = o·tanh(c'),  or W_hr·(o·tanh(c')) with a projection
/// ```
/// and the output is h after each step. A layer learns a line by heart, letter after letter:
///
/// ```swift
/// let line = Array("mirror, mirror on the wall")
/// let letters = Set(line).sorted()
/// let numbers = Tensor(line.map { letters.firstIndex(of: $0) ?? 0 })              // int64 [26]
/// let model = Sequential(
///   Embedding(letters.count, 8), LSTM(8, 32), Linear(32, letters.count))
/// let (optimizer, criterion) = (Adam(model.parameters(), lr: 0.02), CrossEntropyLoss())
/// for _ in 0..<60 {
///   optimizer.zeroGrad()
///   criterion(model(numbers[..<25]), numbers[1...]).backward()                    // each letter's next
///   optimizer.step()
/// }
/// ```
/// With more layers each takes the output of the one before; in both directions, the last axis holds the results of
/// the steps forward and then those of the steps backward. The gradient goes back from step to step: to c times f, and
/// through the gates with the slopes `σ(1 − σ)` and `1 − tanh²`. NaN in an input is NaN in all states after it.
///
/// Parameters are `weight_ih_l0` `[4h, in]`, `weight_hh_l0` `[4h, h]`, `bias_ih_l0` and `bias_hh_l0` `[4h]`, of i, f,
/// g and o one after another, `weight_hr_l0` `[projSize, h]` with a projection, then those of `l0_reverse` and of
/// further layers, drawn from U(−1/√h, 1/√h): PyTorch's numbers for the same seed. A batch may be empty. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.LSTM.html>.
public final class LSTM: RecurrentLayer {
  /// The state h, of the extent `projSize` if there is a projection, and the cell c.
  public typealias State = (h: Tensor, c: Tensor)

  /// A layer with freshly drawn parameters.
  ///
  /// - Parameters:
  ///   - inputSize: The last extent of inputs; above 0.
  ///   - hiddenSize: The extent of a state; above 0.
  ///   - numLayers: Layers on top of one another; above 0.
  ///   - bias: Whether there are summands.
  ///   - batchFirst: Whether inputs and outputs are `[n, steps, …]` and not `[steps, n, …]`.
  ///   - dropout: The probability that an element of a layer's output, but of the last one's, becomes 0 in training.
  ///   - bidirectional: Whether there are steps from the last to the first, too.
  ///   - projSize: The extent to which h is projected after each step, below `hiddenSize`; 0 for none.
  ///   - dtype: The type of the parameters, `float32` or `float64`.
  public init(
    _ inputSize: Int, _ hiddenSize: Int, numLayers: Int = 1, bias: Bool = true,
    batchFirst: Bool = false, dropout: Double = 0, bidirectional: Bool = false, projSize: Int = 0,
    dtype: DType = .float32
  ) {
    super.init(
      .lstm, "LSTM", inputSize, hiddenSize, numLayers: numLayers, bias: bias,
      batchFirst: batchFirst, dropout: dropout, bidirectional: bidirectional, projSize: projSize,
      dtype: dtype)
  }

  /// Runs the layer.
  ///
  /// - Parameters:
  ///   - x: `[steps, n, in]`, `[n, steps, in]` if the batch comes first, or `[steps, in]` without a batch; at least
  ///     one step.
  ///   - state: The state before the first step, both `[numLayers · directions, n, h]`, or without n; zeros unless
  ///     given.
  /// - Returns: The states h after each step, of the input's axes and the last extent `directions · h`, and the whole
  ///   state after the last one.
  public func callAsFunction(
    _ x: Tensor, _ state: State? = nil
  ) -> (output: Tensor, state: State) {
    let results = called(x, state.map { [$0.h, $0.c] } ?? [])
    return (results[0], (results[1], results[2]))
  }
}

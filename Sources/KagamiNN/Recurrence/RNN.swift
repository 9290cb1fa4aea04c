public import Kagami

/// A recurrent layer whose next state is a function of weighted sums of the input and the state:
/// `h' = tanh(W_ih·x + b_ih + W_hh·h + b_hh)`.
///
/// ```swift
/// let rnn = RNN(8, 16)
/// let x = Tensor.randn([5, 3, 8])                   // 5 steps of a batch of 3
/// let (output, state) = rnn(x)                      // [5, 3, 16] and [1, 3, 16]
/// let (more, _) = rnn(x, state)                     // goes on from there
/// let model = Sequential(rnn, Linear(16, 2))
/// model(x)                                          // [5, 3, 2]
/// ```
/// The output is h after each step. With more layers each takes the output of the one before; in both directions,
/// the last axis holds the results of the steps forward and then those of the steps backward. The gradient goes
/// back from step to step, each time times `W_hh` and the slope `1 − h'²`, or whether `h' > 0` of ReLU, which
/// counts as 0 at the kink. NaN in an input is NaN in all states after it.
///
/// Parameters are `weight_ih_l0` `[h, in]`, `weight_hh_l0` `[h, h]`, `bias_ih_l0` and `bias_hh_l0` `[h]`, then those
/// of `l0_reverse` and of further layers, drawn from U(−1/√h, 1/√h): PyTorch's numbers for the same seed. A batch
/// may be empty. Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.RNN.html>.
public final class RNN: RecurrentLayer {
  /// The function of the sum.
  public enum Nonlinearity: String, Sendable {
    case tanh
    case relu
  }

  /// The function of the sum.
  public let nonlinearity: Nonlinearity

  /// A layer with freshly drawn parameters.
  ///
  /// - Parameters:
  ///   - inputSize: The last extent of inputs; above 0.
  ///   - hiddenSize: The extent of a state; above 0.
  ///   - numLayers: Layers on top of one another; above 0.
  ///   - nonlinearity: The function of the sum.
  ///   - bias: Whether there are summands.
  ///   - batchFirst: Whether inputs and outputs are `[n, steps, …]` and not `[steps, n, …]`.
  ///   - dropout: The probability that an element of a layer's output, but of the last one's, becomes 0 in training.
  ///   - bidirectional: Whether there are steps from the last to the first, too.
  ///   - dtype: The type of the parameters, `float32` or `float64`.
  public init(
    _ inputSize: Int, _ hiddenSize: Int, numLayers: Int = 1, nonlinearity: Nonlinearity = .tanh,
    bias: Bool = true, batchFirst: Bool = false, dropout: Double = 0, bidirectional: Bool = false,
    dtype: DType = .float32
  ) {
    self.nonlinearity = nonlinearity
    super.init(
      .rnn(nonlinearity), "RNN", inputSize, hiddenSize, numLayers: numLayers, bias: bias,
      batchFirst: batchFirst, dropout: dropout, bidirectional: bidirectional, dtype: dtype)
  }

  /// Runs the layer.
  ///
  /// - Parameters:
  ///   - x: `[steps, n, in]`, `[n, steps, in]` if the batch comes first, or `[steps, in]` without a batch; at least
  ///     one step.
  ///   - state: The state before the first step, `[numLayers · directions, n, h]`, or without n; zeros unless given.
  /// - Returns: The states after each step, of the input's axes and the last extent `directions · h`, and that after
  ///   the last one.
  public func callAsFunction(
    _ x: Tensor, _ state: Tensor? = nil
  ) -> (output: Tensor, state: Tensor) {
    let results = called(x, state.map { [$0] } ?? [])
    return (results[0], results[1])
  }
}

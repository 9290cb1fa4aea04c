public import Kagami

/// A recurrent layer with gates: how much of the state the next one is made of (r), and how much of it stays (z).
///
/// ```swift
/// let gru = GRU(8, 16, numLayers: 2, bidirectional: true)
/// let x = Tensor.randn([5, 3, 8])                   // 5 steps of a batch of 3
/// let (output, state) = gru(x)                      // [5, 3, 32] and [4, 3, 16]
/// let (more, _) = gru(x, state)                     // goes on from there
/// ```
/// A step is
///
/// ```
/// r = σ(W_ir·x + b_ir + W_hr·h + b_hr)
/// z = σ(W_iz·x + b_iz + W_hz·h + b_hz)
/// n = tanh(W_in·x + b_in + r·(W_hn·h + b_hn))
/// h' = (1 − z)·n + z·h
/// ```
/// and the output is h after each step. With more layers each takes the output of the one before; in both
/// directions, the last axis holds the results of the steps forward and then those of the steps backward. The
/// gradient goes back from step to step: to h times z, and through the gates with the slopes `r(1 − r)`, `z(1 − z)`
/// and `1 − n²`. NaN in an input is NaN in all states after it.
///
/// Parameters are `weight_ih_l0` `[3h, in]`, `weight_hh_l0` `[3h, h]`, `bias_ih_l0` and `bias_hh_l0` `[3h]`, of r, z
/// and n one after another, then those of `l0_reverse` and of further layers, drawn from U(−1/√h, 1/√h): PyTorch's
/// numbers for the same seed. A batch may be empty. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.GRU.html>.
public final class GRU: RecurrentLayer {
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
  ///   - dtype: The type of the parameters, `float32` or `float64`.
  public init(
    _ inputSize: Int, _ hiddenSize: Int, numLayers: Int = 1, bias: Bool = true,
    batchFirst: Bool = false, dropout: Double = 0, bidirectional: Bool = false,
    dtype: DType = .float32
  ) {
    super.init(
      .gru, "GRU", inputSize, hiddenSize, numLayers: numLayers, bias: bias,
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

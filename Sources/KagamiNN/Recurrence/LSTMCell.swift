public import Kagami

/// One step of an ``LSTM``: `c' = f·c + i·g` and `h' = o·tanh(c')`; see there for the gates.
///
/// ```swift
/// let cell = LSTMCell(8, 16)
/// var (h, c) = cell(Tensor.randn([3, 8]))              // both [3, 16], from a state of zeros
/// (h, c) = cell(Tensor.randn([3, 8]), (h, c))          // both [3, 16]
/// ```
/// An input of `[in]` gives states of `[h]`. Where a tensor is expected, as in a ``Sequential``, the result is h.
/// Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.LSTMCell.html>.
public final class LSTMCell: RecurrentCell {
  /// A cell with freshly drawn parameters.
  ///
  /// - Parameters:
  ///   - inputSize: The last extent of inputs.
  ///   - hiddenSize: The extent of a state.
  ///   - bias: Whether there are summands.
  ///   - dtype: The type of the parameters, `float32` or `float64`.
  public init(
    _ inputSize: Int, _ hiddenSize: Int, bias: Bool = true, dtype: DType = .float32
  ) {
    super.init(.lstm, "LSTMCell", inputSize, hiddenSize, bias: bias, dtype: dtype)
  }

  /// Runs the cell.
  ///
  /// - Parameters:
  ///   - x: `[n, in]`, or `[in]` without a batch.
  ///   - state: The state before the step, both `[n, h]`, or without n; zeros unless given.
  /// - Returns: The state after it.
  public func callAsFunction(_ x: Tensor, _ state: LSTM.State? = nil) -> LSTM.State {
    let results = self([x] + (state.map { [$0.h, $0.c] } ?? []))
    // In a dry run in which a mistake was found before, calls give back their inputs.
    return (results[0], results.count == 2 ? results[1] : results[0])
  }
}

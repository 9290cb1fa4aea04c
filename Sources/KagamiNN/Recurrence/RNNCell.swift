public import Kagami

/// One step of an ``RNN``: `h' = tanh(W_ih·x + b_ih + W_hh·h + b_hh)`.
///
/// ```swift
/// let cell = RNNCell(8, 16)
/// var h = cell(Tensor.randn([3, 8]))       // [3, 16], from a state of zeros
/// h = cell(Tensor.randn([3, 8]), h)        // [3, 16]
/// ```
/// An input of `[in]` gives a state of `[h]`. The gradient is that of the sum times `1 − h'²`, or where `h' > 0` of
/// ReLU. Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.RNNCell.html>.
public final class RNNCell: RecurrentCell {
  /// The function of the sum.
  public let nonlinearity: RNN.Nonlinearity

  /// A cell with freshly drawn parameters.
  ///
  /// - Parameters:
  ///   - inputSize: The last extent of inputs.
  ///   - hiddenSize: The extent of a state.
  ///   - bias: Whether there are summands.
  ///   - nonlinearity: The function of the sum.
  ///   - dtype: The type of the parameters, `float32` or `float64`.
  public init(
    _ inputSize: Int, _ hiddenSize: Int, bias: Bool = true,
    nonlinearity: RNN.Nonlinearity = .tanh, dtype: DType = .float32
  ) {
    self.nonlinearity = nonlinearity
    super.init(.rnn(nonlinearity), "RNNCell", inputSize, hiddenSize, bias: bias, dtype: dtype)
  }

  public override var extraDescription: String {
    super.extraDescription + (nonlinearity == .tanh ? "" : ", nonlinearity=\(nonlinearity)")
  }
}

public import Kagami

/// One step of a ``GRU``: `h' = (1 − z)·n + z·h`; see there for the gates.
///
/// ```swift
/// let cell = GRUCell(8, 16)
/// var h = cell(Tensor.randn([3, 8]))       // [3, 16], from a state of zeros
/// h = cell(Tensor.randn([3, 8]), h)        // [3, 16]
/// ```
/// An input of `[in]` gives a state of `[h]`. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.GRUCell.html>.
public final class GRUCell: RecurrentCell {
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
    super.init(.gru, "GRUCell", inputSize, hiddenSize, bias: bias, dtype: dtype)
  }
}

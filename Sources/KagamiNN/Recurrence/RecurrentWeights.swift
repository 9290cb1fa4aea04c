internal import Kagami

/// The parameters of one cell, or of one direction of a layer.
struct RecurrentWeights {
  /// `[gates · h, in]` and `[gates · h, h]`; `[gates · h, projSize]` where the state is projected.
  let weightIH, weightHH: Parameter
  /// `[gates · h]` each, or nil.
  let biasIH, biasHH: Parameter?
  /// `[projSize, h]`, or nil.
  let weightHR: Parameter?

  /// Freshly drawn parameters, from U(−1/√h, 1/√h) in PyTorch's order.
  ///
  /// - Parameter projSize: The extent that states are projected to, 0 for none.
  init(
    _ inputSize: Int, _ hiddenSize: Int, gates: Int, projSize: Int = 0, bias: Bool, dtype: DType
  ) {
    func drawn(_ shape: Shape) -> Parameter {
      Parameter(Initialization.fanInUniform(shape, fanIn: hiddenSize, dtype: dtype))
    }
    let rows = gates * hiddenSize
    weightIH = drawn([rows, inputSize])
    weightHH = drawn([rows, projSize > 0 ? projSize : hiddenSize])
    biasIH = bias ? drawn([rows]) : nil
    biasHH = bias ? drawn([rows]) : nil
    weightHR = projSize > 0 ? drawn([projSize, hiddenSize]) : nil
  }

  /// The parameters with PyTorch's names, which end in `suffix`.
  func members(_ suffix: String = "") -> [Member] {
    let named: [(String, Parameter?)] = [
      ("weight_ih", weightIH), ("weight_hh", weightHH), ("bias_ih", biasIH), ("bias_hh", biasHH),
      ("weight_hr", weightHR),
    ]
    return named.compactMap { name, parameter in parameter.map { .parameter(name + suffix, $0) } }
  }

  /// All that there are, in PyTorch's order.
  var parameters: [Parameter] { [weightIH, weightHH, biasIH, biasHH, weightHR].compactMap(\.self) }

  /// The values, read once for all steps.
  struct Values {
    let ih, hh: Tensor
    let biases: (ih: Tensor, hh: Tensor)?
    let hr: Tensor?
  }

  var values: Values {
    var biases: (Tensor, Tensor)?
    if let biasIH, let biasHH { biases = (biasIH.value, biasHH.value) }
    return Values(
      ih: weightIH.value, hh: weightHH.value, biases: biases, hr: weightHR?.value)
  }
}

/// `(t − 1)·max(log(1 − x), −100) − t·max(log x, −100)`, elementwise.
struct BinaryCrossEntropy: DifferentiableOperation {
  let name = "binaryCrossEntropy"
  let saves: SavedTensors = [.input0, .input1]

  func forward(_ inputs: [Tensor]) -> Tensor {
    .computing(.binaryCrossEntropy, inputs[0], inputs[1])
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let (g, x, target) = (context.gradient, context.input(0), context.input(1))
    return [
      context.needs[0] ? g * (x - target) / ((1 - x) * x).clamp(min: 1e-12) : nil,
      // Infinite where a probability is 0 or 1, as in PyTorch: nothing is held here.
      context.needs[1] ? g * ((1 - x).log() - x.log()) : nil,
    ]
  }

  /// For targets that require no gradient, which is nearly always.
  func fusedBackward(_ context: BackwardContext) -> [Gradient?]? {
    if context.needs[1] { return nil }
    let slope = Tensor.computing(
      .binaryCrossEntropySlope, context.input(0).withoutHistory, context.input(1).withoutHistory)
    return [.dense(.computing(.multiply, context.gradient, slope)), nil]
  }
}

extension Tensor {
  /// The binary cross-entropy of each probability and its target.
  ///
  /// Logarithms are held above −100, and the gradient's denominator `x(1 − x)` above 10⁻¹². The target's
  /// gradient is `log(1 − x) − log x`, infinite where `x` is 0 or 1. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.binary_cross_entropy.html>.
  ///
  /// - Parameter target: Of this tensor's shape.
  /// - Precondition: every element of both is within [0, 1], or NaN.
  public func binaryCrossEntropy(_ target: Tensor) -> Tensor {
    checked { () throws(MisuseError) in
      if shape != target.shape {
        throw MisuseError(
          "binaryCrossEntropy", "a target of \(target.shape) does not fit an input of \(shape)")
      }
      let (x, target) = Tensor.matched("binaryCrossEntropy", real, target)
      if x.contains(outside: 0...1) {
        throw MisuseError(
          "binaryCrossEntropy", "an input element is outside [0, 1]",
          hint: "end the model with Sigmoid(), or use BCEWithLogitsLoss on what it gives now")
      }
      if target.contains(outside: 0...1) {
        throw MisuseError(
          "binaryCrossEntropy", "a target element is outside [0, 1]",
          hint: "a target is a probability: 0, 1, or between them where labels are smoothed")
      }
      return record(BinaryCrossEntropy(), x, target)
    }
  }
}

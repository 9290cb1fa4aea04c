public import Kagami

/// In training, each of the channels of images by chance 0, and the others `1/(1 − p)` times as large; otherwise nothing.
///
/// ```swift
/// Dropout2d(0.3)(Tensor.ones([64, 8, 28, 28]))   // each of the 8 channels of an image 0, or 1.43
/// ```
/// Neighbours within a channel are alike, so that dropping single elements hides little. As PyTorch has it, three axes are taken as `[n, channels, width]`, not as one image.
/// For the same seed the channels are PyTorch's on the CPU, drawn in order. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.Dropout2d.html>.
public final class Dropout2d: Module {
  /// The probability that a channel becomes 0.
  public let p: Double
  /// Allows the input's memory to be reused.
  ///
  /// Tensors are values, so results are the same with it; only memory may be saved.
  public let inplace: Bool

  /// - Parameters:
  ///   - p: The probability that a channel becomes 0.
  ///   - inplace: Allows the input's memory to be reused.
  public init(_ p: Double = 0.5, inplace: Bool = false) {
    if !(0...1).contains(p) {
      misuse("Dropout2d", "the probability has to be between 0 and 1, but is \(p)")
    }
    self.p = p
    self.inplace = inplace
  }

  public override func forward(_ x: Tensor) -> Tensor {
    if !(3...4).contains(x.rank) {
      return misuse(
        "Dropout2d", "an input of \(x.shape) has \(x.rank) axes, expected 3 or 4",
        hint: "Dropout takes any", standIn: x)
    }
    if !training || p == 0 || x.count == 0 { return x }
    if p == 1 { return x * Tensor.zeros([], dtype: x.dtype, device: x.device) }
    let channels = Shape([x.shape[0], x.shape[1]] + [Int](repeating: 1, count: x.rank - 2))
    let drawn = Tensor.bernoulli(channels, probability: 1 - p, dtype: x.dtype, device: x.device)
    return x * (drawn / (1 - p))
  }

  public override var extraDescription: String {
    "p=\(PythonText.number(p)), inplace=\(PythonText.truth(inplace))"
  }
}

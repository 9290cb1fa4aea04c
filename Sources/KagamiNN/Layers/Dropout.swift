public import Kagami

/// In training, each element by chance 0, and the others `1/(1 − p)` times as large; otherwise
/// nothing.
///
/// ```swift
/// let dropout = Dropout(0.3)
/// dropout(Tensor.ones([2, 4]))           // 0 or 1.43
/// dropout.eval()(Tensor.ones([2, 4]))    // 1
/// ```
/// The gradient passes where the element did, times the same factor. For the same seed the mask is
/// PyTorch's on the CPU: one draw for each element in order of memory, none if `p` is 0 or 1. An
/// infinite or NaN element that is dropped gives NaN, as in PyTorch. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.Dropout.html>.
public final class Dropout: Module {
  /// The probability that an element becomes 0.
  public let p: Double
  /// Allows the input's memory to be reused.
  ///
  /// Tensors are values, so results are the same with it; only memory may be saved.
  public let inplace: Bool

  /// - Parameters:
  ///   - p: The probability that an element becomes 0.
  ///   - inplace: Allows the input's memory to be reused.
  public init(_ p: Double = 0.5, inplace: Bool = false) {
    if !(0...1).contains(p) {
      misuse("Dropout", "the probability has to be between 0 and 1, but is \(p)")
    }
    self.p = p
    self.inplace = inplace
  }

  public override func forward(_ x: Tensor) -> Tensor {
    if !training || p == 0 || x.count == 0 { return x }
    if p == 1 { return x * Tensor.zeros([], dtype: x.dtype, device: x.device) }
    return x * mask(x)
  }

  /// Zeros and `1/(1 − p)`, drawn in the order in which the input's elements lie in memory.
  private func mask(_ x: Tensor) -> Tensor {
    let axes = x.axesOutermostFirst
    let shape = Shape(axes.map { x.shape[$0] })
    let drawn = Tensor.bernoulli(shape, probability: 1 - p, dtype: x.dtype, device: x.device)
    let places = axes.indices.sorted { axes[$0] < axes[$1] }
    return (drawn / (1 - p)).permute(places)
  }

  public override var extraDescription: String {
    "p=\(PythonText.number(p)), inplace=\(PythonText.truth(inplace))"
  }
}

extension Tensor {
  /// The axes by falling stride, as `empty_like` lays out a new tensor; in their own order where an
  /// axis is repeated.
  fileprivate var axesOutermostFirst: [Int] {
    let axes = Array(shape.indices)
    if isContiguous || axes.contains(where: { strides[$0] == 0 && shape[$0] > 1 }) { return axes }
    return axes.sorted { (strides[$0], $1) > (strides[$1], $0) }
  }
}

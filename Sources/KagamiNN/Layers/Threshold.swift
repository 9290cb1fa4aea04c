public import Kagami

/// `x > threshold ? x : value`, elementwise.
///
/// The gradient is 1 above the threshold and 0 elsewhere. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.Threshold.html>.
public final class Threshold: Module {
  /// What elements must be above to stay.
  public let threshold: Double
  /// What the others become.
  public let value: Double
  /// Allows the input's memory to be reused; see ``ReLU/inplace``.
  public let inplace: Bool

  /// - Parameters:
  ///   - threshold: What elements must be above to stay.
  ///   - value: What the others become.
  ///   - inplace: Allows the input's memory to be reused.
  public init(_ threshold: Double, _ value: Double, inplace: Bool = false) {
    (self.threshold, self.value, self.inplace) = (threshold, value, inplace)
  }

  public override func forward(_ x: Tensor) -> Tensor { Tensor.where(x .<= threshold, value, x) }

  public override var extraDescription: String {
    "threshold=\(PythonText.number(threshold)), value=\(PythonText.number(value))"
      + (inplace ? ", inplace=True" : "")
  }
}

public import Kagami

/// `min(max(x, low), high)`, elementwise.
///
/// The gradient is 1 between the bounds and 0 on them and outside; NaN stays NaN and passes its
/// gradient. Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.Hardtanh.html>.
public final class Hardtanh: Module {
  /// The lower bound.
  public let minVal: Double
  /// The upper bound.
  public let maxVal: Double
  /// Allows the input's memory to be reused; see ``ReLU/inplace``.
  public let inplace: Bool

  /// - Parameters:
  ///   - minVal: The lower bound.
  ///   - maxVal: The upper bound, above the lower one.
  ///   - inplace: Allows the input's memory to be reused.
  public init(_ minVal: Double = -1, _ maxVal: Double = 1, inplace: Bool = false) {
    if !(maxVal > minVal) {
      misuse("Hardtanh", "maxVal (\(maxVal)) must be greater than minVal (\(minVal))")
    }
    self.minVal = minVal
    self.maxVal = maxVal
    self.inplace = inplace
  }

  public override func forward(_ x: Tensor) -> Tensor {
    Tensor.where(x .<= minVal, minVal, Tensor.where(x .>= maxVal, maxVal, x))
  }

  public override var extraDescription: String {
    "min_val=\(PythonText.number(minVal)), max_val=\(PythonText.number(maxVal))"
      + (inplace ? ", inplace=True" : "")
  }
}

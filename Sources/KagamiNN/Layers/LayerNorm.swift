public import Kagami

/// `(x − mean)/√(variance + ε) · weight + bias`, the statistics being those of each sample over its
/// last axes.
///
/// ```swift
/// LayerNorm(256)(Tensor.randn([64, 256]))                // [64, 256]
/// LayerNorm([28, 28])(Tensor.randn([64, 28, 28]))        // [64, 28, 28]
/// ```
/// The variance is biased. With `s = 1/√(variance + ε)` and `y` the standardized input, the gradient
/// of the input is `s·(h − mean h − y·mean(h·y))` for `h = g·weight`. Where all numbers of a sample are
/// equal, the result is the bias. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.LayerNorm.html>.
public final class LayerNorm: Module {
  /// The last extents of inputs, over which statistics are taken.
  public let normalizedShape: Shape
  /// What keeps the divisor from 0.
  public let eps: Double
  /// The factors, of the normalized shape, or nil.
  public let weight: Parameter?
  /// The summands, of the normalized shape, or nil.
  public let bias: Parameter?

  /// A layer with factors 1 and summands 0.
  ///
  /// - Parameters:
  ///   - normalizedShape: The last extents of inputs; at least one.
  ///   - eps: What keeps the divisor from 0.
  ///   - elementwiseAffine: Whether there are factors and summands.
  ///   - bias: Whether there are summands, where there are factors.
  ///   - dtype: The type of the parameters, `float32` or `float64`.
  public init(
    _ normalizedShape: Shape, eps: Double = 1e-5, elementwiseAffine: Bool = true,
    bias: Bool = true, dtype: DType = .float32
  ) {
    if normalizedShape.isEmpty {
      misuse("LayerNorm", "there is no axis to normalize over")
    }
    Initialization.check("LayerNorm", normalizedShape.map { ("an extent", $0) })
    self.normalizedShape = normalizedShape
    self.eps = eps
    weight = elementwiseAffine ? Parameter(Tensor.ones(normalizedShape, dtype: dtype)) : nil
    self.bias =
      elementwiseAffine && bias ? Parameter(Tensor.zeros(normalizedShape, dtype: dtype)) : nil
  }

  /// A layer over the last axis, of extent `features`.
  public convenience init(
    _ features: Int, eps: Double = 1e-5, elementwiseAffine: Bool = true, bias: Bool = true,
    dtype: DType = .float32
  ) {
    self.init(
      [features] as Shape, eps: eps, elementwiseAffine: elementwiseAffine, bias: bias,
      dtype: dtype)
  }

  public override func forward(_ x: Tensor) -> Tensor {
    let outer = x.rank - normalizedShape.count
    if outer < 0 || Shape(x.shape.dropFirst(outer)) != normalizedShape {
      return misuse(
        "LayerNorm", "an input of \(x.shape) does not end in \(normalizedShape)", standIn: x)
    }
    var y = x.standardized(Array(outer..<x.rank), eps: eps).result
    if let weight { y = y * weight.value }
    if let bias { y = y + bias.value }
    return y
  }

  public override var extraDescription: String {
    "\(PythonText.tuple(normalizedShape)), eps=\(PythonText.number(eps)), "
      + "elementwise_affine=\(PythonText.truth(weight != nil)), "
      + "bias=\(PythonText.truth(bias != nil))"
  }
}

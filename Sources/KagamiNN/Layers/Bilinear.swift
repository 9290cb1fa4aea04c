public import Kagami

/// `y = x₁·W·x₂ + b`: every output is a weighted sum of all products of two inputs' elements.
///
/// ```swift
/// let layer = Bilinear(20, 30, 40)
/// layer(Tensor.randn([128, 20]), Tensor.randn([128, 30]))    // [128, 40]
/// ```
/// The weight is `[out, in1, in2]`. Weight and then bias are drawn from U(−1/√in1, 1/√in1), PyTorch's
/// numbers for the same seed. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.Bilinear.html>.
public final class Bilinear: Module {
  /// The factors, `[out, in1, in2]`.
  public let weight: Parameter
  /// The summands, `[out]`, or nil.
  public let bias: Parameter?

  /// A layer with freshly drawn parameters.
  ///
  /// - Parameters:
  ///   - in1Features: The last extent of first inputs; above 0.
  ///   - in2Features: The last extent of second inputs.
  ///   - outFeatures: The last extent of outputs.
  ///   - bias: Whether there is one.
  ///   - dtype: The type of the parameters, `float32` or `float64`.
  public init(
    _ in1Features: Int, _ in2Features: Int, _ outFeatures: Int, bias: Bool = true,
    dtype: DType = .float32
  ) {
    if in1Features < 1 { misuse("Bilinear", "in1Features must be above 0, not \(in1Features)") }
    Initialization.check(
      "Bilinear",
      [
        ("in1Features", in1Features), ("in2Features", in2Features), ("outFeatures", outFeatures),
      ])
    let shape: Shape = [outFeatures, in1Features, in2Features]
    weight = Parameter(Initialization.fanInUniform(shape, fanIn: in1Features, dtype: dtype))
    self.bias =
      bias
      ? Parameter(Initialization.fanInUniform([outFeatures], fanIn: in1Features, dtype: dtype))
      : nil
  }

  /// The last extent of first inputs.
  public var in1Features: Int { weight.shape[1] }
  /// The last extent of second inputs.
  public var in2Features: Int { weight.shape[2] }
  /// The last extent of outputs.
  public var outFeatures: Int { weight.shape[0] }

  /// The outputs of two inputs; call the layer instead.
  ///
  /// - Parameters:
  ///   - first: `[…, in1]`.
  ///   - second: `[…, in2]`, with the same axes before the last.
  /// - Returns: `[…, out]`.
  public override func forward(_ first: Tensor, _ second: Tensor) -> Tensor {
    guard let in1 = first.shape.last, let in2 = second.shape.last, in1 == in1Features,
      in2 == in2Features
    else {
      return misuse(
        "Bilinear",
        "inputs of \(first.shape) and \(second.shape) do not end in "
          + "\(in1Features) and \(in2Features)", standIn: first)
    }
    var shape = Shape(first.shape.dropLast())
    if shape != Shape(second.shape.dropLast()) {
      return misuse(
        "Bilinear", "inputs of \(first.shape) and \(second.shape) differ before the last axis",
        standIn: first)
    }
    let count = shape.elementCount
    let (x1, x2) = (first.reshape([count, in1]), second.reshape([count, 1, in2]))
    // For each sample x₁·W is a matrix [out, in2], all of them one product.
    let factors = weight.value.permute([1, 0, 2]).reshape([in1, outFeatures * in2])
    let products = x1.matmul(factors).reshape([count, outFeatures, in2]) * x2
    shape.append(outFeatures)
    let y = products.sum(axis: 2).reshape(shape)
    return bias.map { y + $0.value } ?? y
  }

  public override var extraDescription: String {
    "in1_features=\(in1Features), in2_features=\(in2Features), out_features=\(outFeatures), "
      + "bias=\(PythonText.truth(bias != nil))"
  }
}

public import Kagami

/// `(x − mean)/√(variance + ε) · weight + bias`, the statistics being those of each sample over each
/// group of channels.
///
/// ```swift
/// GroupNorm(4, 64)(Tensor.randn([16, 64]))              // [16, 64]
/// GroupNorm(4, 64)(Tensor.randn([16, 64, 7, 7]))        // [16, 64, 7, 7]
/// ```
/// The variance is biased; one group makes it a ``LayerNorm`` over everything but the batch, as many
/// groups as channels make it instance normalization. The gradient is that of ``LayerNorm``. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.GroupNorm.html>.
public final class GroupNorm: Module {
  /// The number of groups.
  public let numGroups: Int
  /// The extent of axis 1.
  public let numChannels: Int
  /// What keeps the divisor from 0.
  public let eps: Double
  /// The factors, `[channels]`, or nil.
  public let weight: Parameter?
  /// The summands, `[channels]`, or nil.
  public let bias: Parameter?

  /// A layer with factors 1 and summands 0.
  ///
  /// - Parameters:
  ///   - numGroups: The number of groups, of neighbouring channels.
  ///   - numChannels: The extent of axis 1, a multiple of the number of groups.
  ///   - eps: What keeps the divisor from 0.
  ///   - affine: Whether there are factors and summands.
  ///   - bias: Whether there are summands, where there are factors.
  ///   - dtype: The type of the parameters, `float32` or `float64`.
  public init(
    _ numGroups: Int, _ numChannels: Int, eps: Double = 1e-5, affine: Bool = true,
    dtype: DType = .float32, bias: Bool = true
  ) {
    Initialization.check("GroupNorm", [("numChannels", numChannels)])
    if numGroups < 1 || numChannels % numGroups != 0 {
      misuse(
        "GroupNorm", "numChannels (\(numChannels)) must be divisible by numGroups (\(numGroups))")
    }
    self.numGroups = numGroups
    self.numChannels = numChannels
    self.eps = eps
    weight = affine ? Parameter(Tensor.ones([numChannels], dtype: dtype)) : nil
    self.bias = affine && bias ? Parameter(Tensor.zeros([numChannels], dtype: dtype)) : nil
  }

  public override func forward(_ x: Tensor) -> Tensor {
    if x.rank < 2 || x.shape[1] != numChannels {
      return misuse(
        "GroupNorm", "an input of \(x.shape) does not have \(numChannels) channels on axis 1",
        standIn: x)
    }
    let inner = x.shape.dropFirst(2).reduce(1, *)
    let size = numChannels / numGroups * inner
    // PyTorch's rule: not the size of a group counts, but how many there are of each.
    if x.shape[0] * size == 1 {
      return misuse(
        "GroupNorm", "expected more than 1 value per channel when training, got \(x.shape)",
        standIn: x)
    }
    let groups: Shape = [x.shape[0], numGroups, size]
    var y = x.reshape(groups).standardized([2], eps: eps).result.reshape(x.shape)
    var shape = Shape(repeating: 1, count: x.rank)
    shape[1] = numChannels
    if let weight { y = y * weight.value.reshape(shape) }
    if let bias { y = y + bias.value.reshape(shape) }
    return y
  }

  public override var extraDescription: String {
    "\(numGroups), \(numChannels), eps=\(PythonText.number(eps)), "
      + "affine=\(PythonText.truth(weight != nil)), bias=\(PythonText.truth(bias != nil))"
  }
}

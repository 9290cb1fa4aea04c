public import Kagami

/// The convolution of sequences with windows that are learnt: every output of a position is a weighted sum of the
/// elements around it, with the same weights everywhere.
///
/// ```swift
/// Conv1d(8, 16, 5, padding: 2)(Tensor.randn([64, 8, 100]))           // [64, 16, 100]
/// Conv1d(8, 16, 3, stride: 2)(Tensor.randn([8, 100]))                // [16, 49]
/// ```
/// See `Tensor.conv1d`. The weight is `[out, in / groups, width]`. Weight and then bias are drawn as those of
/// ``Conv2d``. Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv1d.html>.
public final class Conv1d: Module {
  /// The windows, `[out, in / groups, width]`.
  public let weight: Parameter
  /// The summands, `[out]`, or nil.
  public let bias: Parameter?
  /// Elements of the sequence from one position of the window to the next.
  public let stride: Int
  /// Zeros before and behind each sequence.
  public let padding: ConvolutionPadding
  /// Elements of the sequence from one element of the window to the next.
  public let dilation: Int
  /// Groups of channels: the outputs of a group depend on its own inputs only.
  public let groups: Int
  private let settings: ConvolutionParameters

  /// A layer with freshly drawn parameters.
  ///
  /// - Parameters:
  ///   - inChannels: The channels of inputs.
  ///   - outChannels: The channels of outputs.
  ///   - kernelSize: Elements of the window.
  ///   - stride: Elements of the sequence from one position of the window to the next.
  ///   - padding: Zeros before and behind each sequence.
  ///   - dilation: Elements of the sequence from one element of the window to the next.
  ///   - groups: Groups of channels; they divide both numbers of channels.
  ///   - bias: Whether there is one.
  ///   - dtype: The type of the parameters, `float32` or `float64`.
  public init(
    _ inChannels: Int, _ outChannels: Int, _ kernelSize: Int, stride: Int = 1,
    padding: ConvolutionPadding = 0, dilation: Int = 1, groups: Int = 1, bias: Bool = true,
    dtype: DType = .float32
  ) {
    let parameters = ConvolutionParameters(
      layer: "Conv1d", inChannels: inChannels, outChannels: outChannels,
      kernelSize: [kernelSize], stride: [stride],
      dilation: [dilation], padding: padding, groups: groups)
    parameters.check()
    (weight, self.bias) = parameters.draw(bias: bias, dtype: dtype)
    settings = parameters
    (self.stride, self.padding, self.dilation, self.groups) = (stride, padding, dilation, groups)
  }

  /// The channels of inputs.
  public var inChannels: Int { weight.shape[1] * groups }
  /// The channels of outputs.
  public var outChannels: Int { weight.shape[0] }
  /// Elements of the window.
  public var kernelSize: Int { weight.shape[2] }

  /// The convolution of sequences.
  ///
  /// - Parameter x: `[n, in, width]`, or one sequence without n.
  /// - Returns: `[n, out, positions]`, or without n.
  public override func forward(_ x: Tensor) -> Tensor {
    x.conv1d(
      weight.value, bias?.value, stride: stride, padding: padding, dilation: dilation,
      groups: groups)
  }

  /// Named here, so that walks through many layers need no reflection.
  override var ownMembers: [Member]? {
    guard let bias else { return [.parameter("weight", weight)] }
    return [.parameter("weight", weight), .parameter("bias", bias)]
  }

  public override var extraDescription: String {
    settings.description(hasBias: bias != nil)
  }
}

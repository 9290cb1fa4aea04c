public import Kagami

/// The transposed convolution of sequences: each element adds a window that is learnt, times itself, to the result.
///
/// ```swift
/// ConvTranspose1d(16, 8, 4, stride: 2, padding: 1)(Tensor.randn([64, 16, 50]))   // [64, 8, 100]
/// ```
/// See `Tensor.convTranspose1d`. The weight is `[in, out / groups, width]`. Weight and then bias are drawn as those of
/// ``ConvTranspose2d``. Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.ConvTranspose1d.html>.
public final class ConvTranspose1d: Module {
  /// The windows, `[in, out / groups, width]`.
  public let weight: Parameter
  /// The summands, `[out]`, or nil.
  public let bias: Parameter?
  /// Elements of the result from one position of the window to the next.
  public let stride: Int
  /// Elements that are cut off from each side of the result.
  public let padding: Int
  /// Elements that are added at the end of the result.
  public let outputPadding: Int
  /// Elements of the result from one element of the window to the next.
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
  ///   - stride: Elements of the result from one position of the window to the next.
  ///   - padding: Elements that are cut off from each side of the result.
  ///   - outputPadding: Elements that are added at the end of the result; less than stride or dilation.
  ///   - groups: Groups of channels; they divide both numbers of channels.
  ///   - bias: Whether there is one.
  ///   - dilation: Elements of the result from one element of the window to the next.
  ///   - dtype: The type of the parameters, `float32` or `float64`.
  public init(
    _ inChannels: Int, _ outChannels: Int, _ kernelSize: Int, stride: Int = 1,
    padding: Int = 0, outputPadding: Int = 0, groups: Int = 1, bias: Bool = true,
    dilation: Int = 1, dtype: DType = .float32
  ) {
    let parameters = ConvolutionParameters(
      layer: "ConvTranspose1d", inChannels: inChannels, outChannels: outChannels,
      kernelSize: [kernelSize], stride: [stride],
      dilation: [dilation], padding: .zeros(Pair(padding)), groups: groups, isTransposed: true)
    parameters.check()
    parameters.check("outputPadding", [outputPadding], atLeast: 0)
    (weight, self.bias) = parameters.draw(bias: bias, dtype: dtype)
    settings = parameters
    (self.stride, self.padding, self.dilation, self.groups) = (stride, padding, dilation, groups)
    self.outputPadding = outputPadding
  }

  /// The channels of inputs.
  public var inChannels: Int { weight.shape[0] }
  /// The channels of outputs.
  public var outChannels: Int { weight.shape[1] * groups }
  /// Elements of the window.
  public var kernelSize: Int { weight.shape[2] }

  /// The transposed convolution of sequences.
  ///
  /// - Parameter x: `[n, in, width]`, or one sequence without n.
  /// - Returns: `[n, out, width]`, or without n.
  public override func forward(_ x: Tensor) -> Tensor {
    x.convTranspose1d(
      weight.value, bias?.value, stride: stride, padding: padding, outputPadding: outputPadding,
      groups: groups, dilation: dilation)
  }

  /// Named here, so that walks through many layers need no reflection.
  override var ownMembers: [Member]? {
    guard let bias else { return [.parameter("weight", weight)] }
    return [.parameter("weight", weight), .parameter("bias", bias)]
  }

  public override var extraDescription: String {
    settings.description(hasBias: bias != nil, outputPadding: [outputPadding])
  }
}

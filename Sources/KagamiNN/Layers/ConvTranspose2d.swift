public import Kagami

/// The transposed convolution of images: each element adds a window that is learnt, times itself, to the result.
///
/// ```swift
/// let layer = ConvTranspose2d(128, 64, 4, stride: 2, padding: 1)     // doubles rows and columns
/// layer(Tensor.randn([64, 128, 7, 7]))                               // [64, 64, 14, 14]
/// ```
/// See `Tensor.convTranspose2d` for the mathematics. The weight is `[in, out / groups, rows, columns]`. Weight and
/// then bias are drawn from U(−1/√k, 1/√k), where k is out / groups times the window's elements, PyTorch's numbers
/// for the same seed. Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.ConvTranspose2d.html>.
public final class ConvTranspose2d: Module {
  /// The windows, `[in, out / groups, rows, columns]`.
  public let weight: Parameter
  /// The summands, `[out]`, or nil.
  public let bias: Parameter?
  /// Elements of the result from one position of the window to the next.
  public let stride: Pair
  /// Rows and columns that are cut off from each side of the result.
  public let padding: Pair
  /// Rows below and columns at the right that are added to the result.
  public let outputPadding: Pair
  /// Elements of the result from one element of the window to the next.
  public let dilation: Pair
  /// Groups of channels: the outputs of a group depend on its own inputs only.
  public let groups: Int
  private let settings: ConvolutionParameters

  /// A layer with freshly drawn parameters.
  ///
  /// - Parameters:
  ///   - inChannels: The channels of inputs.
  ///   - outChannels: The channels of outputs.
  ///   - kernelSize: Rows and columns of the window.
  ///   - stride: Elements of the result from one position of the window to the next.
  ///   - padding: Rows and columns that are cut off from each side of the result.
  ///   - outputPadding: Rows below and columns at the right that are added to the result; less than stride or
  ///     dilation.
  ///   - groups: Groups of channels; they divide both numbers of channels.
  ///   - bias: Whether there is one.
  ///   - dilation: Elements of the result from one element of the window to the next.
  ///   - dtype: The type of the parameters, `float32` or `float64`.
  public init(
    _ inChannels: Int, _ outChannels: Int, _ kernelSize: Pair, stride: Pair = 1,
    padding: Pair = 0, outputPadding: Pair = 0, groups: Int = 1, bias: Bool = true,
    dilation: Pair = 1, dtype: DType = .float32
  ) {
    let parameters = ConvolutionParameters(
      layer: "ConvTranspose2d", inChannels: inChannels, outChannels: outChannels,
      kernelSize: [kernelSize.rows, kernelSize.columns], stride: [stride.rows, stride.columns],
      dilation: [dilation.rows, dilation.columns], padding: .zeros(padding), groups: groups,
      isTransposed: true)
    parameters.check()
    parameters.check("outputPadding", [outputPadding.rows, outputPadding.columns], atLeast: 0)
    (weight, self.bias) = parameters.draw(bias: bias, dtype: dtype)
    settings = parameters
    (self.stride, self.padding, self.dilation, self.groups) = (stride, padding, dilation, groups)
    self.outputPadding = outputPadding
  }

  /// The channels of inputs.
  public var inChannels: Int { weight.shape[0] }
  /// The channels of outputs.
  public var outChannels: Int { weight.shape[1] * groups }
  /// Rows and columns of the window.
  public var kernelSize: Pair { Pair(weight.shape[2], weight.shape[3]) }

  /// The transposed convolution of images.
  ///
  /// - Parameter x: `[n, in, rows, columns]`, or one image without n.
  /// - Returns: `[n, out, rows, columns]`, or without n.
  public override func forward(_ x: Tensor) -> Tensor {
    x.convTranspose2d(
      weight.value, bias?.value, stride: stride, padding: padding, outputPadding: outputPadding,
      groups: groups, dilation: dilation)
  }

  /// Named here, so that walks through many layers need no reflection.
  override var ownMembers: [Member]? {
    guard let bias else { return [.parameter("weight", weight)] }
    return [.parameter("weight", weight), .parameter("bias", bias)]
  }

  public override var extraDescription: String {
    settings.description(
      hasBias: bias != nil, outputPadding: [outputPadding.rows, outputPadding.columns])
  }
}

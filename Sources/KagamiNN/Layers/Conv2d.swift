public import Kagami

/// The convolution of images with windows that are learnt: every output of a position is a weighted sum of the
/// elements around it, with the same weights everywhere.
///
/// ```swift
/// let layer = Conv2d(3, 16, 5, padding: 2)
/// layer(Tensor.randn([64, 3, 32, 32]))                               // [64, 16, 32, 32]
/// Conv2d(16, 32, 3, stride: 2)(Tensor.randn([16, 32, 32]))           // [32, 15, 15]
/// Conv2d(16, 16, [3, 1], padding: .same, groups: 16, bias: false)    // one window for each channel
/// ```
/// See `Tensor.conv2d` for the mathematics. The weight is `[out, in / groups, rows, columns]`. Weight and then bias
/// are drawn from U(−1/√k, 1/√k), where k is the number of elements that an output sums up, PyTorch's numbers for
/// the same seed. Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv2d.html>.
public final class Conv2d: Module {
  /// The windows, `[out, in / groups, rows, columns]`.
  public let weight: Parameter
  /// The summands, `[out]`, or nil.
  public let bias: Parameter?
  /// Elements of the image from one position of the window to the next.
  public let stride: Pair
  /// Zeros around each image.
  public let padding: ConvolutionPadding
  /// Elements of the image from one element of the window to the next.
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
  ///   - stride: Elements of the image from one position of the window to the next.
  ///   - padding: Zeros around each image.
  ///   - dilation: Elements of the image from one element of the window to the next.
  ///   - groups: Groups of channels; they divide both numbers of channels.
  ///   - bias: Whether there is one.
  ///   - dtype: The type of the parameters, `float32` or `float64`.
  public init(
    _ inChannels: Int, _ outChannels: Int, _ kernelSize: Pair, stride: Pair = 1,
    padding: ConvolutionPadding = 0, dilation: Pair = 1, groups: Int = 1, bias: Bool = true,
    dtype: DType = .float32
  ) {
    let parameters = ConvolutionParameters(
      layer: "Conv2d", inChannels: inChannels, outChannels: outChannels,
      kernelSize: [kernelSize.rows, kernelSize.columns], stride: [stride.rows, stride.columns],
      dilation: [dilation.rows, dilation.columns], padding: padding, groups: groups)
    parameters.check()
    (weight, self.bias) = parameters.draw(bias: bias, dtype: dtype)
    settings = parameters
    (self.stride, self.padding, self.dilation, self.groups) = (stride, padding, dilation, groups)
  }

  /// The channels of inputs.
  public var inChannels: Int { weight.shape[1] * groups }
  /// The channels of outputs.
  public var outChannels: Int { weight.shape[0] }
  /// Rows and columns of the window.
  public var kernelSize: Pair { Pair(weight.shape[2], weight.shape[3]) }

  /// The convolution of images.
  ///
  /// - Parameter x: `[n, in, rows, columns]`, or one image without n.
  /// - Returns: `[n, out, rows, columns]`, or without n.
  public override func forward(_ x: Tensor) -> Tensor {
    x.conv2d(
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

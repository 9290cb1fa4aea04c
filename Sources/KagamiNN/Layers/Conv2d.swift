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
    if groups < 1 || inChannels % groups != 0 || outChannels % groups != 0 {
      misuse(
        "Conv2d", "\(groups) groups do not divide \(inChannels) and \(outChannels) channels",
        hint: "a number of groups is 1 or more")
    }
    Self.check("kernelSize", kernelSize, atLeast: 1)
    Self.check("stride", stride, atLeast: 1)
    Self.check("dilation", dilation, atLeast: 1)
    if case .zeros(let padding) = padding { Self.check("padding", padding, atLeast: 0) }
    if padding == .same, stride != 1 {
      misuse(
        "Conv2d",
        "padding for results of the image's extents and a stride of \(stride) exclude one another",
        hint: "give the padding in numbers")
    }
    Initialization.check(
      "Conv2d",
      [
        ("outChannels", outChannels), ("inChannels", inChannels), ("rows", kernelSize.rows),
        ("columns", kernelSize.columns),
      ])
    let shape: Shape = [outChannels, inChannels / groups, kernelSize.rows, kernelSize.columns]
    let fanIn = shape.dropFirst().reduce(1, *)
    weight = Parameter(Initialization.kaimingUniform(shape, fanIn: fanIn, dtype: dtype))
    self.bias =
      bias
      ? Parameter(Initialization.fanInUniform([outChannels], fanIn: fanIn, dtype: dtype)) : nil
    (self.stride, self.padding, self.dilation, self.groups) = (stride, padding, dilation, groups)
  }

  private static func check(_ name: String, _ pair: Pair, atLeast least: Int) {
    if pair.rows < least || pair.columns < least {
      misuse(
        "Conv2d", "\(name) cannot be \(pair)", hint: "\(least) is the least along either axis")
    }
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
    var text =
      "\(inChannels), \(outChannels), kernel_size=\(PythonText.tuple(kernelSize)), "
      + "stride=\(PythonText.tuple(stride))"
    switch padding {
    case .zeros(let pair):
      if pair != 0 { text += ", padding=\(PythonText.tuple(pair))" }
    case .same, .valid: text += ", padding=\(padding)"
    }
    if dilation != 1 { text += ", dilation=\(PythonText.tuple(dilation))" }
    if groups != 1 { text += ", groups=\(groups)" }
    return bias == nil ? text + ", bias=False" : text
  }
}

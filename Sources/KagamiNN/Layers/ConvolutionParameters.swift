internal import Kagami

/// What the layers of convolutions check, draw and print alike.
struct ConvolutionParameters {
  /// The layer, for messages.
  let layer: String
  let inChannels, outChannels: Int
  /// Extents of the window, and its steps, one for each axis.
  let kernelSize, stride, dilation: [Int]
  let padding: ConvolutionPadding
  let groups: Int
  /// Whether the weight is that of the convolution whose transpose is computed: `[in, out / groups, …]`.
  var isTransposed = false

  /// Stops unless all numbers are some that a layer can have.
  func check() {
    if groups < 1 || inChannels % groups != 0 || outChannels % groups != 0 {
      misuse(
        layer, "\(groups) groups do not divide \(inChannels) and \(outChannels) channels",
        hint: "a number of groups is 1 or more")
    }
    check("kernelSize", kernelSize, atLeast: 1)
    check("stride", stride, atLeast: 1)
    check("dilation", dilation, atLeast: 1)
    if case .zeros(let padding) = padding {
      check(
        "padding", kernelSize.count == 1 ? [padding.columns] : [padding.rows, padding.columns],
        atLeast: 0)
    }
    if padding == .same, stride.contains(where: { $0 != 1 }) {
      misuse(
        layer,
        "padding for results of the image's extents and a stride of \(text(stride)) exclude one another",
        hint: "give the padding in numbers")
    }
    Initialization.check(
      layer,
      [("outChannels", outChannels), ("inChannels", inChannels)]
        + zip(["rows", "columns"].suffix(kernelSize.count), kernelSize).map { ($0, $1) })
  }

  /// Stops where a number is less than the least.
  func check(_ name: String, _ numbers: [Int], atLeast least: Int) {
    if numbers.contains(where: { $0 < least }) {
      misuse(
        layer, "\(name) cannot be \(text(numbers))",
        hint: "\(least) is the least\(numbers.count == 1 ? "" : " along either axis")")
    }
  }

  private func text(_ numbers: [Int]) -> String {
    numbers.allSatisfy { $0 == numbers[0] } ? "\(numbers[0])" : PythonText.tuple(numbers)
  }

  /// Weight and bias, drawn in PyTorch's order from U(−1/√k, 1/√k), where k is the number of elements of one entry
  /// of the weight's first axis.
  func draw(bias: Bool, dtype: DType) -> (weight: Parameter, bias: Parameter?) {
    let (first, second) = isTransposed ? (inChannels, outChannels) : (outChannels, inChannels)
    let shape = Shape([first, second / groups] + kernelSize)
    let fanIn = shape.dropFirst().reduce(1, *)
    let weight = Parameter(Initialization.kaimingUniform(shape, fanIn: fanIn, dtype: dtype))
    if !bias { return (weight, nil) }
    return (
      weight, Parameter(Initialization.fanInUniform([outChannels], fanIn: fanIn, dtype: dtype))
    )
  }

  /// The settings as PyTorch prints them.
  ///
  /// - Parameter outputPadding: Of a transposed convolution.
  func description(hasBias: Bool, outputPadding: [Int] = []) -> String {
    var text =
      "\(inChannels), \(outChannels), kernel_size=\(PythonText.tuple(kernelSize)), "
      + "stride=\(PythonText.tuple(stride))"
    switch padding {
    case .zeros(let pair):
      let numbers = kernelSize.count == 1 ? [pair.columns] : [pair.rows, pair.columns]
      if numbers.contains(where: { $0 != 0 }) { text += ", padding=\(PythonText.tuple(numbers))" }
    case .same, .valid: text += ", padding=\(padding)"
    }
    if dilation.contains(where: { $0 != 1 }) { text += ", dilation=\(PythonText.tuple(dilation))" }
    if outputPadding.contains(where: { $0 != 0 }) {
      text += ", output_padding=\(PythonText.tuple(outputPadding))"
    }
    if groups != 1 { text += ", groups=\(groups)" }
    return hasBias ? text : text + ", bias=False"
  }
}

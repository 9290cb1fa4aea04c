import Kagami
import TestSupport
import Testing

/// Transposed and one-dimensional convolutions, unfolding, pooling of other kinds and pixel shuffles give PyTorch's
/// numbers, and their gradients, too.
@Suite struct WindowFunctionGoldenTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let shapes: [[Int]]
    let output: WindowGoldens.Digest
    let gradients: [WindowGoldens.Digest]

    var testDescription: String { name }
  }

  struct File: Decodable { let cases: [Case] }

  static let cases =
    (try? Goldens.load("window_functions", from: .module, as: File.self))?.cases ?? []

  @Test func goldensAreThere() { #expect(Self.cases.count == 32) }

  @Test(arguments: cases, [DType.float32, .float64])
  func valuesAndGradientsArePyTorchs(_ golden: Case, _ dtype: DType) throws {
    try compare(golden, dtype, .cpu)
  }

  /// Of few numbers: plain loops take long.
  @Test(arguments: cases.filter { $0.output.all != nil })
  func plainLoopsAgree(_ golden: Case) throws { try compare(golden, .float64, .reference) }

  private func compare(_ golden: Case, _ dtype: DType, _ device: Device) throws {
    let tolerance = dtype == .float32 ? 2e-5 : 2e-12
    let leaves = golden.shapes.enumerated().map {
      WindowGoldens.numbers($1, $0 + 1, dtype, device)
    }
    let y = try #require(Self.apply(golden.name, leaves))
    #expect(golden.output.difference(y, tolerance) == nil)
    let gradients = grad(of: WindowGoldens.weighed(y), withRespectTo: leaves)
    for (found, expected) in zip(gradients, golden.gradients) {
      #expect(expected.difference(found, tolerance) == nil)
    }
  }

  private static func apply(_ name: String, _ leaves: [Tensor]) -> Tensor? {
    let x = leaves[0]
    return name.hasPrefix("conv")
      ? convolution(name, x, leaves[1], leaves.count > 2 ? leaves[2] : nil) : window(name, x)
  }

  private static func convolution(_ name: String, _ x: Tensor, _ w: Tensor, _ b: Tensor?) -> Tensor?
  {
    switch name {
    case "convTranspose2d", "convTranspose2d without bias", "convTranspose2d of none":
      x.convTranspose2d(w, b)
    case "convTranspose2d that doubles", "convTranspose2d of many":
      x.convTranspose2d(w, b, stride: 2, padding: 1)
    case "convTranspose2d with all":
      x.convTranspose2d(
        w, b, stride: [2, 3], padding: [1, 0], outputPadding: [1, 2], groups: 2, dilation: [2, 1])
    case "convTranspose2d, output padding below dilation":
      x.convTranspose2d(w, outputPadding: 2, dilation: 3)
    case "convTranspose2d of one image": x.convTranspose2d(w, b, padding: 1, groups: 3)
    case "convTranspose1d":
      x.convTranspose1d(w, b, stride: 2, padding: 1, outputPadding: 1, groups: 2)
    case "convTranspose1d of one": x.convTranspose1d(w)
    case "conv1d": x.conv1d(w, b)
    case "conv1d with all": x.conv1d(w, b, stride: 2, padding: 3, dilation: 2, groups: 2)
    case "conv1d of one": x.conv1d(w, padding: .same)
    default: nil
    }
  }

  private static func window(_ name: String, _ x: Tensor) -> Tensor? {
    switch name {
    case "unfold": x.unfold([2, 3])
    case "unfold with all": x.unfold([3, 2], dilation: [1, 2], padding: [2, 1], stride: [2, 1])
    case "unfold of one": x.unfold(3, padding: 1)
    case "fold": x.fold([5, 7], kernelSize: [2, 3])
    case "fold with all":
      x.fold([6, 7], kernelSize: [3, 2], dilation: [1, 2], padding: [2, 1], stride: [2, 1])
    case "fold of one": x.fold(5, kernelSize: 3, padding: 1)
    case "adaptiveAvgPool2d": x.adaptiveAvgPool2d([3, 4])
    case "adaptiveAvgPool2d of 1": x.adaptiveAvgPool2d(1)
    case "adaptiveAvgPool2d to more": x.adaptiveAvgPool2d([6, 10])
    case "adaptiveAvgPool1d": x.adaptiveAvgPool1d(4)
    case "adaptiveMaxPool2d": x.adaptiveMaxPool2d([3, 5])
    case "adaptiveMaxPool2d to more": x.adaptiveMaxPool2d([6, 3])
    case "adaptiveMaxPool1d": x.adaptiveMaxPool1d(4)
    case "maxPool1d": x.maxPool1d(3, stride: 2, padding: 1)
    case "maxPool1d with all":
      x.maxPool1d(3, stride: 2, padding: 1, dilation: 2, ceilMode: true)
    case "avgPool1d": x.avgPool1d(3)
    case "avgPool1d with all":
      x.avgPool1d(3, stride: 2, padding: 1, ceilMode: true, countIncludePad: false)
    case "pixelShuffle": x.pixelShuffle(2)
    case "pixelUnshuffle": x.pixelUnshuffle(3)
    default: nil
    }
  }
}

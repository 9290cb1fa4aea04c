import Kagami
import TestSupport
import Testing

/// Convolution and pooling give PyTorch's numbers, and their gradients, too.
@Suite struct WindowGoldenTests {
  static let convolutions = WindowGoldens.file?.convolutions ?? []
  static let pools = WindowGoldens.file?.pools ?? []

  @Test func goldensAreThere() {
    #expect(Self.convolutions.count == 24)
    #expect(Self.pools.count == 25)
  }

  @Test(arguments: convolutions, [DType.float32, .float64])
  func convolutionsAgree(_ golden: WindowGoldens.Convolution, _ dtype: DType) throws {
    try compare(golden, dtype, .cpu)
  }

  /// Of few numbers: plain loops take long.
  @Test(arguments: convolutions.filter { $0.output.all != nil })
  func plainConvolutionsAgree(_ golden: WindowGoldens.Convolution) throws {
    try compare(golden, .float64, .reference)
  }

  private func compare(
    _ golden: WindowGoldens.Convolution, _ dtype: DType, _ device: Device
  ) throws {
    // Sums of up to a few thousand products.
    let tolerance = dtype == .float32 ? 2e-5 : 2e-12
    let leaves = golden.leaves(dtype, device)
    let y = golden.apply(leaves)
    #expect(golden.output.difference(y, tolerance) == nil)
    let gradients = grad(
      of: WindowGoldens.weighed(y), withRespectTo: leaves, createGraph: golden.second != nil)
    for (found, expected) in zip(gradients, golden.gradients) {
      #expect(expected.difference(found, tolerance) == nil)
    }
    guard let second = golden.second else { return }
    let cube = gradients[1] * gradients[1] * gradients[1]
    let penalty = (gradients[0] * gradients[0]).sum() + WindowGoldens.weighed(cube)
    for (found, expected) in zip(grad(of: penalty, withRespectTo: Array(leaves[..<2])), second) {
      // Cubes of gradients, and their slopes, are hundreds of times as large as gradients.
      #expect(expected.difference(found, 10 * tolerance) == nil)
    }
  }

  @Test(arguments: pools, [Device.cpu, .reference])
  func poolsAgree(_ golden: WindowGoldens.Pool, _ device: Device) throws {
    for dtype in [DType.float32, .float64] {
      let x = Tensor(
        golden.input.values, shape: Shape(golden.shape), dtype: dtype, device: device,
        requiresGrad: true)
      let (y, indices) = golden.apply(x)
      #expect(Array(y.shape) == golden.outputShape)
      #expect(indices?.array(of: Int.self) ?? [] == golden.indices)
      #expect((indices?.shape ?? y.shape) == y.shape)
      let tolerance = dtype == .float32 ? 1e-6 : 1e-14
      func difference(_ found: Tensor, _ expected: [Golden]) -> String? {
        Near.difference(
          found.array(of: Double.self), expected.values, absolute: tolerance, relative: tolerance)
      }
      #expect(difference(y, golden.output) == nil)
      // One way and the other: as gradients go alone, and as they are differentiated again.
      for createGraph in [false, true] {
        let gradient = grad(
          of: WindowGoldens.weighed(y), withRespectTo: [x], retainGraph: true,
          createGraph: createGraph)
        #expect(difference(gradient[0], golden.gradient) == nil)
      }
    }
  }
}

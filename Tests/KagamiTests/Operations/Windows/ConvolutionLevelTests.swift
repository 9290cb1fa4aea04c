import KagamiKernels
import TestSupport
import Testing

@testable import Kagami

/// At every level of instructions a convolution in float32 is that in float64, but for rounding.
@Suite struct ConvolutionLevelTests {
  @Suite struct Baseline {
    @Test func values() async { await ConvolutionLevelTests.values(.baseline) }
  }

  @Suite(.wants("avx2", if: SIMDLevel.available.contains(.avx2))) struct AVX2 {
    @Test func values() async { await ConvolutionLevelTests.values(.avx2) }
  }

  @Suite(.wants("avx512", if: SIMDLevel.available.contains(.avx512))) struct AVX512 {
    @Test func values() async { await ConvolutionLevelTests.values(.avx512) }
  }

  /// In a process of its own: the level is the process's.
  private static func values(_ level: SIMDLevel) async {
    await #expect(processExitsWith: .success) { [level] in
      #expect(SIMDLevel.choose(level))
      for (index, shapes) in ConvolutionLevelTests.shapes.enumerated() {
        let wide = ConvolutionLevelTests.results(index, shapes, .float64)
        for isOwn in [true, false] {
          let found = SkinnyProduct.withEnabled(isOwn) {
            ConvolutionLevelTests.results(index, shapes, .float32)
          }
          for (narrow, wide) in zip(found, wide) {
            let largest = wide.abs().amax().item()
            let error = (narrow.to(.float64) - wide).abs().amax().item()
            #expect(error <= 4e-6 * (1 + largest), "\(shapes) at \(level)")
          }
        }
      }
    }
  }

  private struct Case: Sendable {
    var images: Shape
    var weight: Shape
    var groups = 1
    var stride: Pair = 1
    var padding: Pair = 1
    var dilation: Pair = 1
  }

  /// Outputs that fill tiles or do not, strips and bands that end within a panel, many terms, windows that leave out
  /// elements or cover the whole image, and rows so short that nothing but a product will do.
  private static let shapes: [Case] = [
    Case(images: [2, 3, 19, 17], weight: [1, 3, 3, 3]),
    Case(images: [5, 6, 14, 14], weight: [16, 6, 5, 5]),
    Case(images: [1, 1, 30, 33], weight: [6, 1, 5, 5]),
    Case(images: [2, 32, 13, 12], weight: [70, 16, 3, 3], groups: 2),
    Case(images: [3, 70, 5, 6], weight: [65, 70, 1, 1]),
    Case(images: [3, 4, 9, 65], weight: [8, 1, 3, 3], groups: 4),
    Case(images: [2, 5, 20, 37], weight: [5, 1, 3, 3], groups: 5),
    Case(images: [1, 3, 60, 9], weight: [3, 1, 5, 2], groups: 3, padding: [2, 1]),
    Case(images: [1, 2, 15, 70], weight: [2, 1, 3, 3], groups: 2, padding: 3, dilation: [1, 3]),
    Case(images: [2, 3, 33, 41], weight: [7, 3, 4, 4], stride: 2),
    Case(images: [2, 2, 31, 64], weight: [5, 2, 3, 2], stride: [3, 2], padding: [0, 1]),
    Case(images: [1, 4, 22, 37], weight: [10, 2, 3, 3], groups: 2, padding: 2, dilation: [2, 3]),
    Case(images: [2, 1, 40, 25], weight: [2, 1, 1, 2], stride: [1, 3], padding: 0),
    Case(images: [1, 9, 150, 90], weight: [4, 9, 3, 3]),
    Case(images: [1, 9, 150, 90], weight: [4, 9, 3, 3], stride: 2),
    Case(images: [6, 10, 4, 4], weight: [12, 5, 4, 4], groups: 2, padding: 0),
    Case(images: [2, 200, 9, 9], weight: [3, 200, 3, 3]),
  ]

  /// Places beside the image are no factors of what is infinite on it, nor what lies between rows in memory.
  @Test(arguments: [(0, 3), (1, 0)]) func infinityMeetsNoZeros(_ row: Int, _ column: Int) throws {
    var images = Tensor.ones([2, 1, 12, 16])
    images[1, 0, row, column] = Tensor(Float.infinity)
    let w = Tensor.ones([2, 1, 3, 3], requiresGrad: true)
    let y = images.conv2d(w)
    for (index, value) in y.detach().array(of: Float.self).enumerated() {
      let (image, i, j) = (index / 280, index % 140 / 14, index % 14)
      let isMet = image == 1 && i...i + 2 ~= row && j...j + 2 ~= column
      #expect(value == (isMet ? .infinity : 9))
    }
    y.sum().backward()
    // Those of the window's elements that stand on it are infinite, and no other.
    for (index, value) in try #require(w.grad).array(of: Float.self).enumerated() {
      let (i, j) = (index % 9 / 3, index % 3)
      #expect(value == (i <= row && j <= column ? .infinity : 2 * 10 * 14))
    }
  }

  private static func results(
    _ seed: Int, _ shapes: Case, _ dtype: DType
  ) -> [Tensor] {
    func numbers(_ shape: Shape, _ seed: Int) -> Tensor {
      var x = Tensor.randn(shape, generator: RandomGenerator(seed: UInt64(seed))).to(dtype)
      x.requiresGrad = true
      return x
    }
    let (x, w) = (numbers(shapes.images, seed), numbers(shapes.weight, seed + 50))
    let bias = numbers([shapes.weight[0]], seed + 100)
    let y = x.conv2d(
      w, bias, stride: shapes.stride, padding: .zeros(shapes.padding), dilation: shapes.dilation,
      groups: shapes.groups)
    let g = numbers(y.shape, seed + 150).detach()
    return [y.detach()] + grad(of: y, withRespectTo: [x, w, bias], gradient: g)
  }
}

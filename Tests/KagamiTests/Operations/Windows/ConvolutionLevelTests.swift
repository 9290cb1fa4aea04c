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

  /// Outputs that fill tiles or do not, strips that end within a panel, and many terms.
  private static let shapes: [(images: Shape, weight: Shape, groups: Int)] = [
    ([2, 3, 19, 17], [1, 3, 3, 3], 1), ([5, 6, 14, 14], [16, 6, 5, 5], 1),
    ([1, 1, 30, 33], [6, 1, 5, 5], 1), ([2, 32, 13, 12], [70, 16, 3, 3], 2),
    ([3, 70, 5, 6], [65, 70, 1, 1], 1), ([3, 4, 9, 65], [8, 1, 3, 3], 4),
  ]

  private static func results(
    _ seed: Int, _ shapes: (images: Shape, weight: Shape, groups: Int), _ dtype: DType
  ) -> [Tensor] {
    func numbers(_ shape: Shape, _ seed: Int) -> Tensor {
      var x = Tensor.randn(shape, generator: RandomGenerator(seed: UInt64(seed))).to(dtype)
      x.requiresGrad = true
      return x
    }
    let (x, w) = (numbers(shapes.images, seed), numbers(shapes.weight, seed + 50))
    let bias = numbers([shapes.weight[0]], seed + 100)
    let y = x.conv2d(w, bias, padding: 1, groups: shapes.groups)
    let g = numbers(y.shape, seed + 150).detach()
    return [y.detach()] + grad(of: y, withRespectTo: [x, w, bias], gradient: g)
  }
}

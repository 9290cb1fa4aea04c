import Kagami
import Testing

@testable import KagamiGAN

/// Images moved by whole pixels, and the gradients through that.
@Suite struct ShiftAugmentationTests {
  /// Every batch moves by one of the nine shifts that a reach of 1 allows, and all of them come.
  @Test func imagesMoveByNoMoreThanTheReach() {
    withGenerator(RandomGenerator(seed: 3)) {
      let images = Tensor.uniform([2, 16], -1, 1)
      let pixels = images.array(of: Float.self)
      var (seen, allowed): (Set<[Float]>, Set<[Float]>) = ([], [])
      for _ in 0..<100 { seen.insert(ShiftAugmentation(reach: 1)(images).array(of: Float.self)) }
      for down in -1...1 {
        for right in -1...1 {
          allowed.insert(
            pixels.indices.map { place in
              let (image, pixel) = (place / 16, place % 16)
              let (y, x) = (pixel / 4 - down, pixel % 4 - right)
              let isInside = (0..<4).contains(y) && (0..<4).contains(x)
              return isInside ? pixels[16 * image + 4 * y + x] : -1
            })
        }
      }
      #expect(seen == allowed)
    }
  }

  /// ⟨shift x, y⟩ = ⟨x, shiftᵀ y⟩, and the gradient of the gradient is the shift again.
  @Test func gradientsMoveBack() {
    func shifted(_ x: Tensor) -> Tensor {
      withGenerator(RandomGenerator(seed: 5)) { ShiftAugmentation(reach: 2)(x) }
    }
    var x = Tensor.uniform([6, 25], -1, 1, dtype: .float64)
    var y = Tensor.uniform([6, 25], -1, 1, dtype: .float64)
    (x.requiresGrad, y.requiresGrad) = (true, true)
    let product = ((shifted(x) + 1) * y).sum()
    let back = grad(of: product, withRespectTo: [x], createGraph: true)[0]
    #expect(abs(((x + 1) * back).sum().item() - product.item()) < 1e-12)
    let again = grad(of: (back * (x + 1)).sum(), withRespectTo: [y])[0]
    #expect(again.allClose(shifted(x) + 1, rtol: 0, atol: 1e-12))
  }

  @Test func reachesBelowOne() async {
    await #expect(processExitsWith: .failure) { _ = ShiftAugmentation(reach: 0) }
  }
}

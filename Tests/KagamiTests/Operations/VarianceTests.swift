import Kagami
import Testing

/// Variances and standard deviations where the laws do not look: at equal elements.
@Suite struct VarianceTests {
  @Test func equalElementsHaveNoSlope() {
    let x = Tensor([[2.5, 2.5, 2.5], [1, 2, 3]], requiresGrad: true)
    let y = x.std(axis: 1)
    #expect(y.array(of: Float.self) == [0, 1])
    y.sum().backward()
    #expect(x.grad?.array(of: Float.self) == [0, 0, 0, -0.5, 0, 0.5])
  }

  @Test func oneElementHasNone() {
    #expect(Tensor([3.0]).var().item().isNaN && Tensor([3.0]).std().item().isNaN)
    #expect(Tensor([3.0]).std(correction: 0).item() == 0)
  }

  /// Seven times 1.7 over 7 is not 1.7; the elements are equal nevertheless.
  @Test(arguments: [DType.float32, .float64]) func equalElementsWhoseMeanIsRounded(_ dtype: DType) {
    let x = Tensor.full([7, 3], 1.7, dtype: dtype, requiresGrad: true)
    for axes in [[0], [1], [0, 1]] {
      #expect(x.var(axes: axes).array(of: Double.self).allSatisfy { $0 == 0 })
      let slopes = grad(of: x.std(axes: axes).sum(), withRespectTo: [x])
      #expect(slopes[0].array(of: Double.self).allSatisfy { $0 == 0 })
    }
  }
}

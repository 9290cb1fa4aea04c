import Kagami
import TestSupport
import Testing

/// Determinants of all sizes, of singular matrices, too.
@Suite struct DeterminantTests {
  @Test func knownOnes() throws {
    for device in Device.all {
      let a = Tensor([1.0, 2, 3, 4, 0, 1, 1, 0], shape: [2, 2, 2], device: device)
      #expect(try a.determinant().array(of: Float.self) == [-2, -1])
      let (sign, logarithm) = try a.slogdet()
      #expect(sign.array(of: Float.self) == [-1, -1])
      #expect(abs(logarithm.array(of: Double.self)[0] - 0.6931471805599453) < 1e-6)
      #expect(try Tensor.zeros([0, 0], device: device).determinant().item() == 1)
      #expect(try Tensor.zeros([3, 0, 0], device: device).determinant().shape == [3])
    }
  }

  @Test func theyMultiply() throws {
    let (a, b) = (Matrices.random([5, 6, 6], .float64), Matrices.random([6, 6], .float64))
    let product = try a.matmul(b).determinant()
    let expected = try a.determinant() * b.determinant()
    #expect(((product - expected).abs() / expected.abs()).amax().item() < 1e-11)
  }

  /// Beyond the largest number, of which the logarithm still is one.
  @Test func logarithmsOfLargeOnes() throws {
    let a = Tensor.eye(200, dtype: .float64) * 1e3
    #expect(try a.determinant().item() == .infinity)
    #expect(abs(try a.slogdet().logarithm.item() - 200 * 6.907755278982137) < 1e-9)
  }

  @Test func singularOnesHaveASlope() throws {
    let a = Tensor([[1, 2], [2, 4]], dtype: .float64, requiresGrad: true)
    try a.determinant().backward()
    let slope = a.grad?.array(of: Double.self) ?? []
    for (found, expected) in zip(slope, [4.0, -2, -2, 1]) { #expect(abs(found - expected) < 1e-12) }
    let zero = Tensor.zeros([2, 2], dtype: .float64, requiresGrad: true)
    try zero.determinant().backward()
    #expect(zero.grad?.array(of: Double.self).allSatisfy { $0 == 0 } == true)
    let (sign, logarithm) = try a.detach().slogdet()
    #expect(sign.item() == 0 && logarithm.item() == -.infinity)
  }

  @Test func onlySquareOnes() {
    #expect(throws: LinearAlgebraError.self) { try Tensor.ones([2, 3]).determinant() }
    #expect(throws: LinearAlgebraError.self) { try Tensor.ones([2, 2], dtype: .float16).slogdet() }
  }
}

import Kagami
import Testing

/// A convolution is a product with what is unfolded, and a transposed one is folded from a product.
@Suite struct UnfoldTests {
  private static func numbers(_ shape: Shape, _ seed: UInt64) -> Tensor {
    Tensor.randn(shape, dtype: .float64, generator: RandomGenerator(seed: seed))
  }

  @Test func aConvolutionIsAProduct() {
    let (x, w) = (Self.numbers([2, 3, 9, 8], 0), Self.numbers([4, 3, 3, 2], 1))
    let columns = x.unfold([3, 2], dilation: [2, 1], padding: 1, stride: [1, 2])
    let y = x.conv2d(w, stride: [1, 2], padding: 1, dilation: [2, 1])
    let product = w.reshape([4, -1]).matmul(columns).reshape(y.shape)
    #expect(product.allClose(y, rtol: 1e-12, atol: 1e-12))
  }

  @Test func aTransposedConvolutionIsFolded() {
    let (x, w) = (Self.numbers([2, 4, 5, 6], 0), Self.numbers([4, 3, 4, 4], 1))
    let columns = w.reshape([4, -1]).transpose().matmul(x.flatten(from: 2))
    let y = x.convTranspose2d(w, stride: 2, padding: 1)
    #expect(
      columns.fold([10, 12], kernelSize: 4, padding: 1, stride: 2)
        .allClose(y, rtol: 1e-12, atol: 1e-12))
  }

  /// `⟨unfold(x), u⟩ = ⟨x, fold(u)⟩`.
  @Test func theyAreAdjoint() {
    let x = Self.numbers([2, 2, 7, 6], 0)
    let columns = x.unfold([2, 3], padding: [0, 1], stride: [2, 1])
    let u = Self.numbers(columns.shape, 1)
    let folded = u.fold([7, 6], kernelSize: [2, 3], padding: [0, 1], stride: [2, 1])
    #expect(abs((columns * u).sum().item() - (x * folded).sum().item()) < 1e-11)
  }

  @Test func windowsApartComeBack() {
    let x = Self.numbers([2, 3, 8, 12], 0)
    #expect(
      x.unfold(4, stride: 4).fold([8, 12], kernelSize: 4, stride: 4)
        .array(of: Double.self) == x.array(of: Double.self))
  }

  @Test func wholeNumbersAreUnfolded() {
    let x = Tensor([1, 2, 3, 4] as [Int32], shape: [1, 2, 2])
    let columns = x.unfold(2, padding: 1)
    #expect(columns.dtype == .int32 && columns.shape == [4, 9])
    #expect(columns.fold(2, kernelSize: 2, padding: 1).array(of: Int.self) == [4, 8, 12, 16])
  }
}

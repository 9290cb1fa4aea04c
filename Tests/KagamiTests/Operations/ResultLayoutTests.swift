import Testing

@testable import Kagami

/// Results of elementwise operations lie as their first full input does.
@Suite struct ResultLayoutTests {
  private static let turned = Tensor.arange(6, dtype: .float32).reshape([2, 3]).transpose()

  @Test func asATransposedInput() {
    let x = Self.turned
    let column = Tensor([1.0, 2, 3]).reshape([3, 1])
    for y in [
      x.exp(), x + x, x + 1, column * x, x .> 1, x.to(.float64), Tensor.where(x .> 1, x, 0),
    ] {
      #expect(y.strides == x.strides)
    }
    #expect((x + 1).array(of: Float.self) == [1, 4, 2, 5, 3, 6])
    #expect((column * x).array(of: Float.self) == [0, 3, 2, 8, 6, 15])
  }

  @Test func rowMajorWhereTheInputHasGapsOrRepeats() {
    let x = Tensor.arange(12, dtype: .float32).reshape([3, 4])
    #expect((x[.all, stride(from: 0, to: 4, by: 2)] + 1).isContiguous)
    #expect((Tensor([1.0, 2]).expand([3, 2]) + 1).isContiguous)
    #expect((x.permute([1, 0]) + x.reshape([4, 3])).strides == [1, 4])
    #expect((x.reshape([4, 3]) + x.permute([1, 0])).isContiguous)
  }

  @Test func threeAxesInAnyOrder() {
    let x = Tensor.arange(24, dtype: .float32).reshape([2, 3, 4])
    for order in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
      let y = x.permute(order)
      let z = y * 2 + y
      #expect(z.strides == y.strides)
      #expect(z.array(of: Float.self) == y.array(of: Float.self).map { $0 * 2 + $0 })
      #expect(
        z.sum(axis: 0).array(of: Float.self)
          == (x * 3).permute(order).sum(axis: 0).array(of: Float.self))
    }
  }
}

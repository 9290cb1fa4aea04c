import Kagami
import Testing

/// Sums are accurate however their elements lie.
@Suite struct SumAccuracyTests {
  /// The largest relative error of sums of 10⁷ equal numbers.
  private func error(_ sums: Tensor, _ value: Double, _ count: Int) -> Double {
    let exact = Double(Float(value)) * Double(count)
    return sums.array(of: Double.self).map { ($0 / exact - 1).magnitude }.max() ?? .infinity
  }

  @Test(arguments: [0.1, 1.0 / 3, 0.7, 1.1, 3.3]) func tenMillionEqualNumbers(_ value: Double) {
    let n = 10_000_000
    let long = Tensor.full([n], value)
    #expect(error(long.sum(), value, n) < 1e-6)
    #expect(error(long.reshape([n / 2, 2]).transpose().sum(), value, n) < 1e-6)
    #expect(error(long.reshape([n / 2, 2]).sum(axis: 0), value, n / 2) < 1e-6)
    #expect(error(long.reshape([2, n / 2]).transpose().sum(axis: 0), value, n / 2) < 1e-6)
    #expect(error(long.reshape([n / 5, 5])[.all, 0..<4].sum(), value, n / 5 * 4) < 1e-6)
    #expect(error(long.reshape([n / 5, 5])[.all, 0..<4].sum(axis: 0), value, n / 5) < 1e-6)
    #expect(error(long[stride(from: 0, to: n, by: 3)].sum(), value, (n + 2) / 3) < 1e-6)
    #expect(error(Tensor.full([1, 2], value).expand([n / 2, 2]).sum(), value, n) < 1e-6)
    #expect(
      error(Tensor.full([2, 1], value).expand([2, n / 2]).sum(axes: [0, 1]), value, n) < 1e-6)
    #expect(
      error(long.reshape([100, 1000, 100]).permute([2, 0, 1]).sum(axes: [1, 2]), value, n / 100)
        < 1e-6)
    #expect(
      error(long.reshape([100, 1000, 100]).permute([1, 2, 0]).sum(axes: [0, 2]), value, n / 100)
        < 1e-6)
    #expect(
      error(long.reshape([1000, 100, 100])[.all, 1..<99].sum(axes: [0, 1]), value, 98_000) < 1e-6)
    #expect(error(long.mean() * Double(n), value, n) < 1e-6)
  }

  @Test func reductionsOfEveryLayoutAgreeWithTheReference() {
    let x = Tensor.uniform([3, 1, 4, 5], -1, 1, generator: RandomGenerator(seed: 1))
    let layouts = [
      x, x.permute([3, 1, 0, 2]), x[.all, .all, stride(from: 1, to: 4, by: 2)],
      x.expand([3, 2, 4, 5]), x.permute([2, 3, 1, 0]).expand([4, 5, 7, 3]),
      x.narrow(axis: 2, start: 1, length: 0),
    ]
    for layout in layouts {
      for mask in 0..<16 {
        let axes = (0..<4).filter { mask >> $0 & 1 == 1 }
        let found = layout.sum(axes: axes, keepDims: true)
        let expected = layout.to(.reference).sum(axes: axes, keepDims: true)
        #expect(found.shape == expected.shape)
        #expect(found.allClose(expected.to(.cpu), rtol: 1e-5, atol: 1e-6))
      }
    }
  }
}

import Kagami
import TestSupport
import Testing

/// Rounding beside what the table of cases has.
@Suite struct RoundingTests {
  @Test func integersStayAsTheyAre() {
    for dtype in [DType.uint8, .int8, .int16, .int32, .int64] {
      let x = Tensor([7, 100]).to(dtype)
      for y in [x.floor(), x.ceil(), x.trunc(), x.round()] {
        #expect(y.dtype == dtype && y.array(of: Int.self) == [7, 100])
      }
    }
    let large = Tensor([(1 << 53) + 1])
    #expect(large.round().array(of: Int.self) == [(1 << 53) + 1])
    #expect(
      Tensor([3_037_000_500]).square().array(of: Int.self) == [3_037_000_500 &* 3_037_000_500])
  }

  /// Of which the bound was once passed over where it was negative.
  @Test(arguments: [DType.int8, .int16, .int32, .int64]) func boundsOfIntegers(_ dtype: DType) {
    let x = Tensor([-100, -5, 0, 5, 100]).to(dtype)
    #expect(x.clamp(min: -7, max: 6).array(of: Int.self) == [-7, -5, 0, 5, 6])
    #expect(x.clamp(min: -7).array(of: Int.self) == [-7, -5, 0, 5, 100])
    #expect(x.clamp(max: -7).array(of: Int.self) == [-100, -7, -7, -7, -7])
    #expect(x.to(.int8).clamp(min: -1000, max: 1000).array(of: Int.self) == [-100, -5, 0, 5, 100])
  }

  /// Gradients are torch's: to the element on its bounds, too, and else to the bound; the upper one wins.
  @Test func boundsThatAreTensors() {
    let x = Tensor([-2.0, 0, 3, 1, .nan, 1], requiresGrad: true)
    let low = Tensor([-1.0, -1, -1, 1, 0, .nan], requiresGrad: true)
    let high = Tensor([1.0, 1, 1, 0, 1, 2], requiresGrad: true)
    let y = x.clamp(min: low, max: high)
    #expect(y.array(of: Double.self).prefix(4) == [-1, 0, 1, 0])
    #expect(y.isNaN().array(of: Bool.self) == [false, false, false, false, true, true])
    y[0..<4].sum().backward()
    #expect(x.grad?.array(of: Double.self) == [0, 1, 0, 0, 0, 0])
    #expect(low.grad?.array(of: Double.self) == [1, 0, 0, 0, 0, 0])
    #expect(high.grad?.array(of: Double.self) == [0, 0, 1, 1, 0, 0])
    #expect(Tensor([5, -5]).clamp(min: nil, max: Tensor([1])).array(of: Int.self) == [1, -5])
  }

  @Test func decimalsOfIntegersAreMisuse() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([15]).round(decimals: -1)
    }
    let text = result.map { String(decoding: $0.standardErrorContent, as: UTF8.self) } ?? ""
    #expect(text.contains("convert with to(.float32) first"))
  }
}

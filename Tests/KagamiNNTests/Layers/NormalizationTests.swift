import Kagami
import KagamiNN
import Testing

/// Properties of normalizing layers that golden values do not show.
@Suite struct NormalizationTests {
  /// Equal numbers give exactly the bias; PyTorch's rounding leaves a trace.
  @Test func equalNumbersGiveTheBias() throws {
    let norm = BatchNorm1d(2)
    norm.bias?.assign(Tensor([3, 4] as [Float]))
    #expect(norm(Tensor.full([3, 2], 7)).array(of: Float.self) == [3, 4, 3, 4, 3, 4])
    #expect(norm.runningVar?.value.array(of: Float.self) == [0.9, 0.9])
    let x = Tensor([[1], [2]] as [[Float]], requiresGrad: true)
    let y = LayerNorm(1)(x)
    #expect(y.array(of: Float.self) == [0, 0])
    y.sum().backward()
    #expect(x.grad?.array(of: Float.self) == [0, 0])
  }

  @Test func evaluationChangesNothing() throws {
    let norm = BatchNorm1d(3)
    _ = norm(Tensor.randn([8, 3]) * 2 + 1)
    norm.eval()
    let before = norm.stateDict().map { $0.tensor.array(of: Double.self) }
    // A batch of one is enough here.
    _ = norm(Tensor.randn([1, 3]))
    #expect(norm.stateDict().map { $0.tensor.array(of: Double.self) } == before)
  }

  /// The gradient's gradient, against differences.
  @Test func secondOrderGradients() throws {
    let norm = BatchNorm1d(2, dtype: .float64)
    let values: [Double] = [0.5, -1, 2, 0.3, -0.7, 1.1]
    func slopeNorm(_ values: [Double]) -> (Tensor, Tensor) {
      let x = Tensor(values, shape: [3, 2], dtype: .float64, requiresGrad: true)
      let y = norm(x)
      let slope = grad(of: (y * y * y).sum(), withRespectTo: [x], createGraph: true)[0]
      return (x, (slope * slope).sum())
    }
    let (x, penalty) = slopeNorm(values)
    penalty.backward()
    let found = try #require(x.grad).array(of: Double.self)
    for index in values.indices {
      func moved(_ step: Double) -> Double {
        var values = values
        values[index] += step
        return slopeNorm(values).1.item()
      }
      let expected = (moved(1e-5) - moved(-1e-5)) / 2e-5
      #expect(abs(found[index] - expected) < 1e-6 * (1 + abs(expected)))
    }
  }

  @Test func movingConvertsStatisticsButNotTheCount() {
    let norm = BatchNorm1d(2).to(.float64)
    #expect(norm.runningMean?.dtype == .float64)
    #expect(norm.numBatchesTracked?.dtype == .int64)
    let y = norm(Tensor.randn([4, 2], dtype: .float64))
    #expect(y.dtype == .float64 && norm.runningVar?.dtype == .float64)
  }
}

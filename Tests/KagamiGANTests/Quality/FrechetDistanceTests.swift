import Kagami
import KagamiGAN
import Testing

/// Distances of normal distributions whose value is known.
@Suite struct FrechetDistanceTests {
  private func samples(_ shape: Shape, _ seed: UInt64) -> Tensor {
    Tensor.randn(shape, dtype: .float64, generator: RandomGenerator(seed: seed))
  }

  @Test func agreesWithSciPy() throws {
    let golden = try QualityGoldens.load()
    let found = try FrechetDistance.between(golden.realSet, golden.generatedSet)
    #expect(difference([found], [golden.frechet]) == nil)
    let back = try FrechetDistance.between(golden.generatedSet, golden.realSet)
    #expect(difference([back], [golden.frechet]) == nil)
  }

  @Test func equalSetsAreNowhereApart() throws {
    let x = samples([300, 20], 1)
    #expect(try FrechetDistance.between(x, x) < 1e-10)
  }

  /// Fewer samples than numbers leave a singular covariance.
  @Test func singularCovariancesAreFine() throws {
    let x = samples([10, 30], 2)
    #expect(try FrechetDistance.between(x, x) < 1e-5)
    let constant = Tensor.zeros([5, 4], dtype: .float64)
    #expect(try FrechetDistance.between(constant, constant) == 0)
  }

  @Test func aShiftCountsAsItsSquare() throws {
    let (x, shift) = (samples([300, 3], 3), Tensor([3.0, -4, 12], dtype: .float64))
    #expect(difference([try FrechetDistance.between(x, x + shift)], [169]) == nil)
  }

  /// Covariances that commute give `Σ(√a − √b)²`.
  @Test func commutingCovariances() throws {
    let (a, b) = ([1.0, 4, 0.25, 0], [9.0, 1, 0.25, 2])
    func moments(_ variances: [Double]) -> GaussianMoments {
      let diagonal = Tensor.eye(4, dtype: .float64) * Tensor(variances, dtype: .float64)
      // The same rotation of both leaves the distance as it is.
      let turn = Tensor(
        [[0.6, 0.8, 0, 0], [-0.8, 0.6, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]] as [[Double]],
        dtype: .float64)
      return GaussianMoments(
        mean: Tensor.zeros([4]), covariance: turn.matmul(diagonal).matmul(turn.transpose()))
    }
    let expected = zip(a, b).reduce(0.0) { sum, pair in
      let step = pair.0.squareRoot() - pair.1.squareRoot()
      return sum + step * step
    }
    let found = try FrechetDistance(to: moments(a))(moments(b))
    #expect(difference([found], [expected]) == nil)
  }

  /// Blocks of rows, a mean far from 0, and the unbiased divisor.
  @Test func momentsAreThoseOfAllRows() {
    let x = samples([2500, 3], 4) + 1e6
    let moments = GaussianMoments(of: x)
    let centred = x - x.mean(axis: 0)
    let expected = centred.transpose().matmul(centred) / 2499.0
    #expect(moments.covariance.allClose(expected, rtol: 1e-9, atol: 1e-12))
    #expect(moments.mean.allClose(x.mean(axis: 0), rtol: 1e-14))
    #expect(GaussianMoments(of: Tensor([[1.0], [3]])).covariance.item() == 2)
  }

  @Test func momentsThatAreNotFiniteThrow() {
    let bad = GaussianMoments(
      mean: Tensor.zeros([1]), covariance: Tensor([[Double.nan]], dtype: .float64))
    #expect(throws: LinearAlgebraError.self) { try FrechetDistance(to: bad) }
  }
}

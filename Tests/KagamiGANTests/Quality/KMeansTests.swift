import Kagami
import KagamiGAN
import Testing

/// Clusters around means.
@Suite struct KMeansTests {
  @Test(arguments: [false, true]) func agreesWithScikitLearn(_ isFromAfar: Bool) throws {
    let golden = try QualityGoldens.load()
    let expected = isFromAfar ? golden.clustersFromAfar : golden.clusters
    let found = KMeans(
      golden.realSet, centres: Tensor(expected.start, dtype: .float64), tolerance: 0)
    #expect(found.labels.array(of: Int.self) == expected.labels)
    #expect(difference(found.centres, expected.centres) == nil)
    #expect(difference([found.inertia], [expected.inertia]) == nil)
    #expect(found.assign(golden.realSet).array(of: Int.self) == expected.labels)
    #expect(found.k == 4 && found.iterations > 1)
  }

  /// Points around corners far apart: k-means++ takes one of each, and Lloyd finds their means.
  @Test func corners() {
    let corners = Tensor([[0, 0], [100, 0], [0, 100], [100, 100], [50, 300]] as [[Double]])
    let noise = Tensor.randn([5, 300, 2], generator: RandomGenerator(seed: 1))
    let x = (corners.unsqueeze(axis: 1) + noise).reshape([1500, 2])
    let found = KMeans(x, k: 5, generator: RandomGenerator(seed: 2))
    let labels = found.labels.array(of: Int.self)
    var order: Set<Int> = []
    for corner in 0..<5 {
      let own = Set(labels[300 * corner..<300 * corner + 300])
      #expect(own.count == 1)
      order.formUnion(own)
    }
    #expect(order.count == 5)
    #expect(found.inertia < 2 * 1500 * 1.2)
    // The same seed gives the same clusters.
    let again = KMeans(x, k: 5, generator: RandomGenerator(seed: 2))
    #expect(again.labels.array(of: Int.self) == labels)
  }

  @Test func noIterationKeepsTheCentres() {
    let centres = Tensor([[0.0], [10]], dtype: .float64)
    let found = KMeans(Tensor([[1.0], [2], [9]]), centres: centres, maxIterations: 0)
    #expect(found.centres.array(of: Double.self) == [0, 10])
    #expect(found.labels.array(of: Int.self) == [0, 0, 1])
    #expect(found.inertia == 6 && found.iterations == 0)
  }

  /// As many clusters as samples, though some are equal.
  @Test func equalSamples() {
    let found = KMeans(Tensor.ones([4, 2]), k: 4, generator: RandomGenerator(seed: 3))
    #expect(found.inertia == 0)
    #expect(found.centres.array(of: Double.self) == Array(repeating: 1, count: 8))
  }
}

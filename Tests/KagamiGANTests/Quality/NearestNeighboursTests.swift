import Kagami
import KagamiGAN
import Testing

/// The nearest rows and their order.
@Suite struct NearestNeighboursTests {
  @Test func agreesWithScikitLearn() throws {
    let golden = try QualityGoldens.load()
    let found = NearestNeighbours(of: golden.generatedSet, in: golden.realSet, k: 3)
    #expect(found.indices.array(of: Int.self) == Array(golden.neighbours.indices.joined()))
    #expect(difference(found.distances, golden.neighbours.distances) == nil)
    let within = NearestNeighbours(within: golden.realSet, k: 3)
    #expect(within.indices.array(of: Int.self) == Array(golden.neighboursWithin.indices.joined()))
    #expect(difference(within.distances, golden.neighboursWithin.distances) == nil)
    #expect(within.k == 3 && within.indices.shape == [60, 3] && within.indices.dtype == .int64)
  }

  /// Numbers on a line, so that neighbours are known, and more of them than a block has.
  @Test func neighboursMayLieInOtherBlocks() {
    let order = Tensor.randperm(1100, generator: RandomGenerator(seed: 1))
    let line = order.to(.float64).unsqueeze(axis: 1)
    let places = order.array(of: Int.self)
    let found = NearestNeighbours(within: line, k: 2)
    let indices = found.indices.array(of: Int.self)
    for row in 0..<1100 {
      let near = Set(indices[2 * row..<2 * row + 2].map { places[$0] })
      let value = places[row]
      let expected: Set =
        value == 0 ? [1, 2] : value == 1099 ? [1098, 1097] : [value - 1, value + 1]
      #expect(near == expected)
    }
    #expect(
      NearestNeighbours(of: line, in: line).indices.array(of: Int.self) == Array(0..<1100))
  }

  @Test func ofEquallyNearTheFirst() {
    let x = Tensor([[0.0], [0], [1], [0]], dtype: .float64)
    let found = NearestNeighbours(within: x, k: 3)
    #expect(found.indices.array(of: Int.self) == [1, 3, 2, 0, 3, 2, 0, 1, 3, 0, 1, 2])
    #expect(found.squaredDistances.array(of: Double.self).suffix(3) == [0, 0, 1])
  }
}

import Kagami
import KagamiGAN
import Testing

/// Squared distances, whole and in blocks.
@Suite struct PairwiseDistancesTests {
  @Test func agreesWithSciPy() throws {
    let golden = try QualityGoldens.load()
    let some = golden.generatedSet.narrow(axis: 0, start: 0, length: 6)
    let found = PairwiseDistances(from: some, to: golden.realSet).squares()
    #expect(found.shape == [6, 60] && found.dtype == .float64)
    #expect(difference(found, golden.squares) == nil)
  }

  /// A result of all blocks, put together.
  private func assembled(_ pairs: PairwiseDistances, _ n: Int, _ m: Int) -> [Double] {
    var found = [Double](repeating: .nan, count: n * m)
    var lastColumn = [Int](repeating: 0, count: n)
    pairs.forEachBlock { block in
      #expect(block.squares.shape == [block.rows.count, block.columns.count])
      let values = block.squares.array(of: Double.self)
      for (index, row) in block.rows.enumerated() {
        #expect(lastColumn[row] == block.columns.lowerBound)
        lastColumn[row] = block.columns.upperBound
        let start = row * m + block.columns.lowerBound
        #expect(found[start].isNaN)
        found.replaceSubrange(
          start..<start + block.columns.count,
          with: values[index * block.columns.count..<(index + 1) * block.columns.count])
      }
    }
    return found
  }

  /// Every pair is in one block, and to each row the columns come in order.
  @Test func blocksCoverAllPairs() {
    let stream = RandomGenerator(seed: 1)
    let (x, y) = (
      Tensor.randn([1030, 3], generator: stream), Tensor.randn([1100, 3], generator: stream)
    )
    let pairs = PairwiseDistances(from: x, to: y)
    #expect(
      difference(assembled(pairs, 1030, 1100), pairs.squares().array(of: Double.self)) == nil)
  }

  @Test func withinASetBlocksMirrorEachOther() {
    let x = Tensor.randn([1100, 3], generator: RandomGenerator(seed: 2))
    let found = assembled(PairwiseDistances(within: x), 1100, 1100)
    let both = PairwiseDistances(from: x, to: x).squares().array(of: Double.self)
    #expect(difference(found, both) == nil)
  }

  /// Rounding leaves no distance below 0, whose root would be NaN.
  @Test func noneIsNegative() {
    let x = Tensor.randn([200, 50], dtype: .float64, generator: RandomGenerator(seed: 3)) + 100
    let squares = PairwiseDistances(within: x).squares()
    #expect(squares.amin().item() == 0)
    #expect(squares.sqrt().allFinite)
  }

  /// Rows that lie with gaps, in another type, and with history.
  @Test func anyLayoutWill() {
    let x = Tensor.randn([5, 12], generator: RandomGenerator(seed: 4), requiresGrad: true)
    let turned = x.transpose()
    let squares = PairwiseDistances(within: turned).squares()
    let plain = PairwiseDistances(within: Tensor(turned.array(of: Double.self), shape: [12, 5]))
    #expect(!squares.requiresGrad)
    #expect(squares.array(of: Double.self) == plain.squares().array(of: Double.self))
  }
}

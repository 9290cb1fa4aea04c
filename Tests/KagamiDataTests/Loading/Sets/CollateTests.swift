import Kagami
import KagamiData
import Testing

/// Samples are joined as PyTorch joins them.
@Suite struct CollateTests {
  private let golden = DataSetGoldens.shared.collated

  @Test func typesAndValuesArePyTorchs() {
    #expect(golden.numbers.matches(collate([0.5, 1.25])))
    #expect(golden.integers.matches(collate([1, 2, 3])))
    #expect(golden.truths.matches(collate([true, false])))
    let three: [Float] = [0, 1, 2]
    #expect(golden.tensors.matches(collate([Tensor(three), Tensor.ones([3])])))
    let lists = collate([[1, 2, 3], [4, 5, 6]])
    #expect(lists.count == 3 && zip(golden.lists, lists).allSatisfy { $0.matches($1) })
    let pairs = collate(pairs: [(Tensor.arange(2), 7), (Tensor.ones([2], dtype: .int64), 8)])
    #expect(golden.pairs[0].matches(pairs.0) && golden.pairs[1].matches(pairs.1))
  }

  @Test func otherKinds() {
    #expect(collate(["a", "b"]) == ["a", "b"])
    #expect(collate([Float(1), 2]).dtype == .float32)
    let named = collate([["x": 1, "y": 2], ["x": 3, "y": 4]])
    #expect(
      named["x"]?.array(of: Int.self) == [1, 3] && named["y"]?.array(of: Int.self) == [2, 4])
    let triple = collate(triples: [(1, 2.0, "a"), (3, 4.0, "b")])
    #expect(triple.0.array(of: Int.self) == [1, 3] && triple.2 == ["a", "b"])
    #expect(triple.1.dtype == .float64)
    let four = collate(quadruples: [(1, 2, 3, true)])
    #expect(four.2.array(of: Int.self) == [3] && four.3.dtype == .bool)
  }

  @Test func ofASetOfTuples() {
    let squares = Squares(count: 5).collated { collate(pairs: $0) }
    let batch = squares.batch([4, 1])
    #expect(batch.0.array(of: Int.self) == [4, 1] && batch.1.array(of: Double.self) == [16, 1])
    #expect(Squares(count: 5).map(\.1).collated().batch([3]).item() == 9)
  }

  struct Squares: SampleDataset {
    let count: Int

    func item(_ index: Int) -> (Int, Double) { (index, Double(index * index)) }
  }

  @Test func differentLengthsAreMisuse() async {
    await #expect(processExitsWith: .failure) { _ = collate([[1, 2], [3]]) }
  }
}

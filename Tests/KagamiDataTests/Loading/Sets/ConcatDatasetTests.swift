import Kagami
import KagamiData
import Testing

/// Sets one behind the other have all samples.
@Suite struct ConcatDatasetTests {
  private func tensors(_ values: [Int]) -> TensorDataset { TensorDataset(Tensor(values)) }

  @Test func batchesAcrossSets() {
    let all = ConcatDataset([tensors([0, 1, 2]), tensors([]), tensors([10]), tensors([20, 21])])
    #expect(all.count == 6)
    #expect(all.all[0].array(of: Int.self) == [0, 1, 2, 10, 20, 21])
    #expect(all.batch([5, 0, 3, 0, 4])[0].array(of: Int.self) == [21, 0, 10, 0, 20])
    #expect(all.batch([2, 1])[0].array(of: Int.self) == [2, 1])
    #expect(all.batch([])[0].shape == [0])
  }

  @Test func samplesAcrossSets() {
    let all = ConcatDataset([tensors([5]).samples, tensors([]).samples, tensors([6, 7]).samples])
    #expect((0..<3).map { all.item($0)[0].item(as: Int.self) } == [5, 6, 7])
    #expect(all.collated().batch([2, 0])[0].array(of: Int.self) == [7, 5])
  }

  @Test func imagesAcrossSets() {
    let digits = StrokeDigits.generate(count: 6, seed: 1)
    let both = ConcatDataset([digits, digits])
    let batch = both.batch([7, 2])
    let expected = digits.batch([1, 2])
    #expect(batch.images.array(of: Float.self) == expected.images.array(of: Float.self))
    #expect(batch.labels.array(of: Int.self) == expected.labels.array(of: Int.self))
  }

  @Test func noSetIsMisuse() async {
    await #expect(processExitsWith: .failure) {
      _ = ConcatDataset([TensorDataset(Tensor([1]))]).batch([1])
    }
  }
}

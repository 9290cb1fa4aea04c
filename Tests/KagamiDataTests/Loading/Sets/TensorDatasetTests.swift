import Kagami
import KagamiData
import Testing

/// Batches of tensors are their slices.
@Suite struct TensorDatasetTests {
  static let data = TensorDataset(
    Tensor.arange(12).reshape([4, 3]), Tensor([0.5, 1.5, 2.5, 3.5]))

  @Test func slicesInOrder() {
    let batch = Self.data.batch([2, 0, 2])
    #expect(batch[0].shape == [3, 3] && batch[1].shape == [3])
    #expect(batch[0].array(of: Int.self) == [6, 7, 8, 0, 1, 2, 6, 7, 8])
    #expect(batch[1].array(of: Float.self) == [2.5, 0.5, 2.5])
    #expect(Self.data.batch([])[0].shape == [0, 3])
    #expect(Self.data.count == 4)
  }

  @Test func samplesOneByOne() {
    let sample = Self.data.samples.item(1)
    #expect(sample[0].array(of: Int.self) == [3, 4, 5] && sample[1].item() == 1.5)
    let batch = Self.data.samples.collated().batch([3, 1])
    let whole = Self.data.batch([3, 1])
    #expect(batch[0].array(of: Int.self) == whole[0].array(of: Int.self))
    #expect(batch[1].array(of: Float.self) == whole[1].array(of: Float.self))
  }

  @Test func stridedTensors() {
    let transposed = TensorDataset(Tensor.arange(12).reshape([3, 4]).transpose(0, 1))
    #expect(transposed.batch([1])[0].array(of: Int.self) == [1, 5, 9])
  }

  @Test func otherExtentsAreMisuse() async {
    await #expect(processExitsWith: .failure) {
      _ = TensorDataset(Tensor.zeros([3]), Tensor.zeros([4]))
    }
    await #expect(processExitsWith: .failure) { _ = Self.data.batch([4]) }
  }
}

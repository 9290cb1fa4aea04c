import Kagami
import KagamiCases
import Testing

/// First law: the value equals that of first principles, in both precisions.
@Suite struct ValueLawTests {
  @Test(arguments: OperationCase.all) func valueEqualsReference(_ row: OperationCase) {
    for (index, sample) in row.samples.enumerated() {
      for (device, dtype) in Laws.devices.flatMap({ [($0, DType.float32), ($0, .float64)] }) {
        let inputs = sample.inputs.map { $0.tensor(dtype, device: device) }
        // The reference sees the numbers that the element type holds.
        let seen = inputs.map {
          ReferenceArray(shape: Array($0.shape), values: $0.array(of: Double.self))
        }
        let output = row.apply(inputs)
        let expected = row.reference(seen)
        #expect(Array(output.shape) == expected.shape, "\(row), sample \(index), \(dtype)")
        let rounded = Tensor(expected.values, dtype: dtype).array(of: Double.self)
        let tolerance = dtype == .float32 ? row.tolerance : row.tolerance * 1e-6
        let difference = Laws.difference(
          output.array(of: Double.self), rounded, tolerance: tolerance)
        #expect(difference == nil, "\(row), sample \(index), \(dtype) on \(device)")
      }
    }
  }

  @Test func namesAreUnique() {
    #expect(Set(OperationCase.all.map(\.name)).count == OperationCase.all.count)
  }
}

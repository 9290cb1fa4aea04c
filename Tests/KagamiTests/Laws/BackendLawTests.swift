import Kagami
import KagamiCases
import Testing

/// Fifth law: every device agrees with the reference: value, gradient, and gradient of gradient.
@Suite struct BackendLawTests {
  @Test(arguments: OperationCase.all) func devicesAgree(_ row: OperationCase) {
    for device in Laws.devices {
      for dtype in [DType.float32, .float64] {
        for (index, sample) in row.samples.enumerated() {
          let (found, slopes) = compute(row, sample, dtype, device)
          let (expected, expectedSlopes) = compute(row, sample, dtype, .reference)
          let tolerance = dtype == .float32 ? max(row.tolerance, 2e-6) : 1e-11
          let difference = Laws.difference(found, expected, tolerance: tolerance)
          #expect(difference == nil, "\(row), sample \(index), \(dtype) on \(device)")
          guard sample.isSmooth else { continue }
          for (a, b) in zip(slopes, expectedSlopes) {
            let difference = Laws.difference(a, b, tolerance: 4 * tolerance)
            #expect(difference == nil, "\(row), sample \(index), gradient, \(dtype) on \(device)")
          }
        }
      }
    }
  }

  private func compute(
    _ row: OperationCase, _ sample: OperationCase.Sample, _ dtype: DType, _ device: Device
  ) -> (value: [Double], slopes: [[Double]]) {
    let inputs = Laws.leaves(sample, dtype, device: device)
    let output = row.apply(inputs)
    #expect(output.device == device)
    guard output.requiresGrad else { return (output.array(of: Double.self), []) }
    var slopes = Laws.gradients(row, inputs)
    if dtype == .float64 {
      let penalty = Laws.gradients(row, inputs, createGraph: true)
        .map { Laws.weighted($0 * $0) }
        .reduce(Tensor.zeros([], dtype: dtype, device: device), +)
      if penalty.requiresGrad, sample.isSmooth {
        for input in inputs { input.grad = nil }
        penalty.backward()
        slopes += inputs.map { $0.grad ?? Tensor.zeros(like: $0) }
      }
    }
    return (output.array(of: Double.self), slopes.map { $0.array(of: Double.self) })
  }
}

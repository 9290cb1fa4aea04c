import Kagami
import KagamiCases
import Testing

/// Seventh law: extents at which a kernel goes another way do not show, nor do those of 0 and 1.
///
/// What the kernels give in each precision is held against the reference in float64, on the same numbers.
@Suite struct SizeLawTests {
  @Test(arguments: OperationCase.all) func sizesDoNotShow(_ row: OperationCase) {
    for sample in row.resizedSamples() {
      let inputs = sample.inputs.map(\.singles)
      let isSmall = inputs.allSatisfy { $0.values.count <= 1 << 10 }
      // Plain loops take too long for large ones; float64 has none of float32's own kernels.
      let expected = compute(row, inputs, .float64, isSmall ? .reference : .cpu)
      for device in isSmall ? Laws.devices : [.cpu] {
        for dtype in [DType.float32, .float64] where isSmall || dtype == .float32 {
          let found = compute(row, inputs, dtype, device)
          for (index, (a, b)) in zip(found, expected).enumerated() {
            let single = max(row.tolerance, 2e-6) * (index > 0 ? 4 : 1)
            let difference = Laws.difference(
              a, b, tolerance: dtype == .float32 ? single : 1e-11)
            let what = index == 0 ? "value" : "gradient \(index - 1)"
            let shapes = inputs.map { "\($0.shape)" }.joined(separator: ", ")
            #expect(difference == nil, "\(row) of \(shapes): \(what), \(dtype) on \(device)")
          }
        }
      }
    }
  }

  /// The value, and the gradient of each input, on the CPU.
  private func compute(
    _ row: OperationCase, _ inputs: [Input], _ dtype: DType, _ device: Device
  ) -> [Tensor] {
    let leaves = inputs.map { $0.tensor(dtype, device: device, requiresGrad: true) }
    let output = row.apply(leaves)
    let slopes =
      output.requiresGrad ? grad(of: Laws.weighted(output), withRespectTo: leaves) : []
    return ([output] + slopes).map { $0.detach().to(.cpu).to(.float64) }
  }
}

import Kagami
import KagamiCases
import Testing

/// What the five laws have in common.
enum Laws {
  /// The devices on which laws hold beside the reference: one of them with memory that has no address.
  static let devices = [Device.cpu, SealedDevice.device]

  /// The output weighted so that elements beside each other count differently: one number to differentiate.
  ///
  /// The weights are exact in both precisions.
  static func weighted(_ output: Tensor) -> Tensor {
    let pattern = Tensor([8, 15, 11, 7, 14, 10, 6, 13, 9, 5, 12] as [Double]) / 16
    let rows = (output.count + 10) / 11
    let weights = pattern.to(output.dtype).to(output.device).expand([rows, 11])
      .reshape([rows * 11])[0..<output.count]
    return (output * weights.reshape(output.shape)).sum()
  }

  /// The gradients of the weighted output at the inputs.
  static func gradients(
    _ row: OperationCase, _ inputs: [Tensor], createGraph: Bool = false
  ) -> [Tensor] {
    grad(of: weighted(row.apply(inputs)), withRespectTo: inputs, createGraph: createGraph)
  }

  /// The sample's inputs as leaves.
  static func leaves(
    _ sample: OperationCase.Sample, _ dtype: DType = .float64, device: Device = .cpu
  ) -> [Tensor] {
    sample.inputs.map { $0.tensor(dtype, device: device, requiresGrad: true) }
  }

  /// The slope of `function` in each element of each input, by central differences.
  static func differences(
    _ inputs: [Tensor], _ function: ([Tensor]) -> Tensor
  ) -> [[Double]] {
    CentralDifferences.columns(of: { [function($0)] }, at: inputs, step: 1e-5)
      .map { $0.map { $0[0][0] } }
  }

  /// The same of tensors in float64 on the CPU, quickly where they are equal.
  static func difference(_ found: Tensor, _ expected: Tensor, tolerance: Double) -> String? {
    if found.shape != expected.shape { return "of \(found.shape), expected \(expected.shape)" }
    if found.count == 0 { return nil }
    let excess = ((found - expected).abs() - tolerance * (1 + expected.abs())).amax()
    if excess.item() <= 0 { return nil }
    return difference(
      found.array(of: Double.self), expected.array(of: Double.self), tolerance: tolerance)
  }

  /// The first element that differs by more than `tolerance · (1 + |expected|)`, in words.
  static func difference(
    _ found: [Double], _ expected: [Double], tolerance: Double
  ) -> String? {
    if found.count != expected.count {
      return "\(found.count) elements, expected \(expected.count)"
    }
    for (index, (a, b)) in zip(found, expected).enumerated() {
      if a.isNaN && b.isNaN || a == b { continue }
      // Of an infinite number no error would be too large.
      if b.isInfinite || !((a - b).magnitude <= tolerance * (1 + b.magnitude)) {
        return "element \(index) is \(a), expected \(b)"
      }
    }
    return nil
  }
}

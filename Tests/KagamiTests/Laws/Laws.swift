import Kagami
import KagamiCases
import Testing

/// What the five laws have in common.
enum Laws {
  /// The output weighted so that elements beside each other count differently: one number to differentiate.
  ///
  /// The weights are exact in both precisions.
  static func weighted(_ output: Tensor) -> Tensor {
    let weights: [Double] = (0..<output.count).map { index in
      let residue = (index * 7 + 3) % 11
      return Double(5 + residue) / 16
    }
    let tensor = Tensor(
      weights, shape: output.shape, dtype: output.dtype, device: output.device)
    return (output * tensor).sum()
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
    let step = 1e-5
    return inputs.indices.map { index in
      let values = inputs[index].array(of: Double.self)
      return values.indices.map { position in
        func value(_ shift: Double) -> Double {
          var moved = values
          moved[position] += shift
          var all = inputs
          all[index] = Tensor(
            moved, shape: inputs[index].shape, dtype: .float64, device: inputs[index].device,
            requiresGrad: true)
          return function(all).item()
        }
        return (value(step) - value(-step)) / (2 * step)
      }
    }
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

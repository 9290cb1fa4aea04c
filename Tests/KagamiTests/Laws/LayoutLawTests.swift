import Kagami
import KagamiCases
import Testing

/// Fourth law: how the inputs lie in memory does not show in values or gradients.
@Suite struct LayoutLawTests {
  /// Ways for the same numbers to lie in memory.
  enum Layout: CaseIterable {
    /// Axes in the opposite order.
    case transposed
    /// Every second element of a larger tensor, along every axis.
    case spaced
    /// Behind other elements.
    case shifted
    /// From the last element to the first, along every axis.
    case reversed

    func lay(_ x: Tensor) -> Tensor {
      guard x.rank > 0 else { return x }
      switch self {
      case .transposed:
        let reversed = Array((0..<x.rank).reversed())
        // A product with 1 lays elements out anew, in the order of the permuted axes.
        return (x.permute(reversed) * 1).permute(reversed)
      case .spaced:
        var wide = x
        for axis in 0..<x.rank {
          let pair = Tensor.stack([wide, wide * 0 + 7], axis: axis + 1)
          wide = pair.flatten(from: axis, through: axis + 1)
        }
        for axis in 0..<x.rank {
          let extent = wide.shape[axis]
          let front = wide.transpose(0, axis)
          wide = front[stride(from: 0, to: extent, by: 2)].transpose(0, axis)
        }
        return wide
      case .reversed: return (x.flip() * 1).flip()
      case .shifted:
        let padded = Tensor.concatenate([x * 0 + 7, x], axis: 0)
        return padded.narrow(axis: 0, start: x.shape[0], length: x.shape[0])
      }
    }
  }

  @Test(arguments: OperationCase.all) func layoutDoesNotShow(_ row: OperationCase) {
    for (index, sample) in row.samples.enumerated() where sample.isSmooth {
      let plain = Laws.leaves(sample)
      let expected = row.apply(plain)
      let slopes = expected.requiresGrad ? Laws.gradients(row, plain) : []
      for (device, layout) in Laws.devices.flatMap({ d in Layout.allCases.map { (d, $0) } }) {
        let leaves = Laws.leaves(sample, device: device)
        let laid = leaves.map(layout.lay)
        for (a, b) in zip(laid, plain) { #expect(a.to(.cpu).allClose(b, rtol: 0, atol: 0)) }
        let output = row.apply(laid)
        #expect(
          Laws.difference(
            output.array(of: Double.self), expected.array(of: Double.self), tolerance: 1e-14)
            == nil, "\(row), sample \(index), \(layout)")
        guard output.requiresGrad else { continue }
        let found = grad(of: Laws.weighted(output), withRespectTo: leaves)
        for (a, b) in zip(found, slopes) {
          #expect(
            Laws.difference(
              a.array(of: Double.self), b.array(of: Double.self), tolerance: 1e-13) == nil,
            "\(row), sample \(index), \(layout)")
        }
      }
    }
  }

  /// An input repeated by broadcasting gives what a real copy gives.
  @Test(arguments: OperationCase.all) func broadcastDoesNotShow(_ row: OperationCase) {
    for (index, sample) in row.samples.enumerated() where sample.isSmooth {
      let inputs = sample.inputs.map { input -> (Tensor, Tensor) in
        let x = input.tensor(.float64)
        guard x.rank > 0, x.shape[0] > 0 else { return (x, x) }
        let repeated = x.narrow(axis: 0, start: 0, length: 1).expand(x.shape)
        return (repeated, repeated * 1)
      }
      let (a, b) = (row.apply(inputs.map(\.0)), row.apply(inputs.map(\.1)))
      #expect(
        Laws.difference(a.array(of: Double.self), b.array(of: Double.self), tolerance: 1e-14)
          == nil, "\(row), sample \(index)")
    }
  }
}

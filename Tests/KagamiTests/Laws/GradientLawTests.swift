import Kagami
import KagamiCases
import Testing

/// Second and third law: gradients, and gradients of gradients, equal central differences.
@Suite struct GradientLawTests {
  @Test(arguments: OperationCase.all) func gradientEqualsDifferences(_ row: OperationCase) {
    for (index, sample) in row.samples.enumerated() where sample.isSmooth {
      let inputs = Laws.leaves(sample)
      let gradients = Laws.gradients(row, inputs)
      let expected = Laws.differences(inputs) { Laws.weighted(row.apply($0)) }
      for (gradient, slopes) in zip(gradients, expected) {
        let difference = Laws.difference(
          gradient.array(of: Double.self), slopes, tolerance: 1e-8)
        #expect(difference == nil, "\(row), sample \(index)")
      }
    }
  }

  @Test(arguments: OperationCase.all) func secondGradientEqualsDifferences(_ row: OperationCase) {
    for (index, sample) in row.samples.enumerated() where sample.isSmooth {
      let inputs = Laws.leaves(sample)
      // A number that the first gradients make, squared so that even linear operations have one.
      func penalty(_ inputs: [Tensor]) -> Tensor {
        Laws.gradients(row, inputs, createGraph: true)
          .map { Laws.weighted($0 * $0) }.reduce(Tensor(0.0, dtype: .float64), +)
      }
      let value = penalty(inputs)
      let expected = Laws.differences(inputs) { penalty($0) }
      // Operations that are linear have gradients that do not depend on the inputs.
      guard value.requiresGrad else {
        #expect(expected.allSatisfy { $0.allSatisfy { $0 == 0 } }, "\(row), sample \(index)")
        continue
      }
      for (input, slopes) in zip(inputs, expected) {
        let gradient = slope(of: value, at: input)
        let difference = Laws.difference(gradient, slopes, tolerance: 1e-7)
        #expect(difference == nil, "\(row), sample \(index)")
      }
    }
  }

  /// The gradient at one leaf; zero where the value does not depend on it.
  private func slope(of value: Tensor, at input: Tensor) -> [Double] {
    input.grad = nil
    value.backward(retainGraph: true, inputs: [input])
    return input.grad?.array(of: Double.self) ?? Array(repeating: 0, count: input.count)
  }

  /// Faster first-order gradients give the numbers of the differentiable ones, on every device.
  @Test(arguments: OperationCase.all) func fusedGradientEqualsComposed(_ row: OperationCase) {
    for device in Laws.devices + [.reference] {
      // Plain loops round a float32 gradient once, where steps of their own may overflow.
      for dtype in device == .cpu ? [DType.float32, .float64] : [.float64] {
        for (index, sample) in row.samples.enumerated() {
          let inputs = Laws.leaves(sample, dtype, device: device)
          guard row.apply(inputs).requiresGrad else { continue }
          let fused = Laws.gradients(row, inputs)
          let composed = Laws.gradients(row, inputs, createGraph: true)
          for (a, b) in zip(fused, composed) {
            let difference = Laws.difference(
              a.array(of: Double.self), b.array(of: Double.self),
              tolerance: dtype == .float32 ? 4 * max(row.tolerance, 2e-6) : 1e-12)
            #expect(difference == nil, "\(row), sample \(index), \(dtype) on \(device)")
          }
        }
      }
    }
  }
}

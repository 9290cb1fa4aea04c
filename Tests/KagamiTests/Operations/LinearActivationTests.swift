import Kagami
import Testing

/// A Linear and the activation after it in one pass: the bits of one after the other.
@Suite struct LinearActivationTests {
  static let activations: [Activation] = [.relu, .leakyReLU(slope: 0.2), .tanh, .sigmoid]

  private func apart(_ activation: Activation, _ x: Tensor) -> Tensor {
    switch activation.function {
    case .relu: x.relu()
    case .leakyReLU: x.leakyReLU(negativeSlope: activation.parameter)
    case .tanh: x.tanh()
    default: x.sigmoid()
    }
  }

  @Test(arguments: activations, [DType.float32, .float64])
  func sameBits(_ activation: Activation, _ dtype: DType) {
    for (batch, inputs, outputs) in [(1, 7, 5), (64, 100, 256), (300, 40, 33)] {
      for device in Device.all {
        if device == .reference && batch > 1 { continue }
        func leaf(_ shape: Shape, _ seed: UInt64) -> Tensor {
          var tensor = Tensor.uniform(
            shape, -1, 1, dtype: dtype, generator: RandomGenerator(seed: seed)
          ).to(device)
          tensor.requiresGrad = true
          return tensor
        }
        let (x, w, b) = (
          leaf([batch, inputs], 1), leaf([outputs, inputs], 2), leaf([outputs], 3)
        )
        let fused = x.linear(w, b, then: activation)
        let separate = apart(activation, x.linear(w, b))
        #expect(fused.array(of: Double.self) == separate.array(of: Double.self))
        let gradients = grad(of: (fused * fused).sum(), withRespectTo: [x, w, b])
        let expected = grad(of: (separate * separate).sum(), withRespectTo: [x, w, b])
        for (a, b) in zip(gradients, expected) {
          let tolerance = dtype == .float32 ? 1e-4 : 1e-12
          #expect((a - b).abs().amax().item() <= tolerance * (1 + b.abs().amax().item()))
        }
      }
    }
  }

  /// The second gradient goes through the pieces' own rule.
  @Test(arguments: activations) func secondGradients(_ activation: Activation) {
    func slope(fused: Bool) -> [Double] {
      func leaf(_ shape: Shape, _ seed: UInt64) -> Tensor {
        var tensor = Tensor.uniform(
          shape, -1, 1, dtype: .float64, generator: RandomGenerator(seed: seed))
        tensor.requiresGrad = true
        return tensor
      }
      let (x, w, b) = (leaf([6, 5], 1), leaf([4, 5], 2), leaf([4], 3))
      let y = fused ? x.linear(w, b, then: activation) : apart(activation, x.linear(w, b))
      let first = grad(of: (y * y).sum(), withRespectTo: [x], createGraph: true)[0]
      return grad(of: (first * first).sum(), withRespectTo: [w])[0].array(of: Double.self)
    }
    for (a, b) in zip(slope(fused: true), slope(fused: false)) {
      #expect(abs(a - b) <= 1e-12 * (1 + abs(b)))
    }
  }
}

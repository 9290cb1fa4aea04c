import Kagami
import KagamiNN
import Testing

/// The gradient of a single sample, which Adam forms in registers, is that formed in memory.
@Suite struct SingleSampleTests {
  /// The weights after some steps of one sample each; the gradient read before each step is formed.
  private func weights(readingGradients: Bool, optimizer: ([Parameter]) -> Optimizer) -> [Float] {
    withGenerator(RandomGenerator(seed: 3)) {
      let layer = Linear(64, 48)
      let optimizer = optimizer(layer.parameters())
      for _ in 0..<4 {
        optimizer.zeroGrad()
        let y = layer(Tensor.randn([1, 64]))
        (y * y).sum().backward()
        let z = layer(Tensor.randn([1, 64]))
        z.sum().backward()
        if readingGradients { _ = layer.weight.grad }
        optimizer.step()
      }
      return layer.weight.value.array(of: Float.self)
    }
  }

  @Test func adam() {
    let late = weights(readingGradients: false) { Adam($0, lr: 0.01) }
    #expect(late == weights(readingGradients: true) { Adam($0, lr: 0.01) })
  }

  @Test func sgd() {
    let late = weights(readingGradients: false) { SGD($0, lr: 0.01, momentum: 0.9) }
    #expect(late == weights(readingGradients: true) { SGD($0, lr: 0.01, momentum: 0.9) })
  }
}

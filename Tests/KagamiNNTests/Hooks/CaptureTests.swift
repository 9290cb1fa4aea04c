import Kagami
import KagamiNN
import Testing

/// Activations and gradients are captured by name.
@Suite struct CaptureTests {
  private let model = withGenerator(RandomGenerator(seed: 1)) {
    Sequential(Linear(3, 4), ReLU(inplace: true), Sequential(Linear(4, 2), Sigmoid()))
  }
  private let x = Tensor.uniform([5, 3], -1, 1, generator: RandomGenerator(seed: 2))

  @Test func activations() {
    let (output, seen) = model.captureActivations { model(x) }
    #expect(seen.map(\.name) == ["0", "1", "2.0", "2.1"])
    #expect(seen.map(\.tensor.shape) == [[5, 4], [5, 4], [5, 2], [5, 2]])
    // The rectifier works in place, and its input is still captured unchanged.
    #expect(seen[0].tensor.amin().item() < 0)
    #expect(seen[1].tensor.array(of: Float.self) == seen[0].tensor.relu().array(of: Float.self))
    #expect(seen[3].tensor.array(of: Float.self) == output.array(of: Float.self))
    #expect(seen[3].tensor.requiresGrad)
    #expect(
      model.captureActivations(of: ["2", ""]) { model(x) }.activations.map(\.name) == ["2", ""])
  }

  /// Watching changes no bit, and leaves nothing behind.
  @Test func watchingDoesNotShow() {
    let plain = model(x)
    let watched = model.captureActivations { model(x) }.result
    #expect(watched.array(of: Float.self) == plain.array(of: Float.self))
    #expect(model.captureActivations { 1 }.activations.isEmpty)
  }

  @Test func gradients() {
    let (loss, seen) = model.captureGradients {
      let loss = model(x).sum()
      loss.backward()
      return loss
    }
    #expect(loss.shape == [])
    #expect(seen.map(\.name) == ["2.1", "2.0", "1", "0"])
    #expect(seen[0].tensor.array(of: Float.self) == [Float](repeating: 1, count: 10))
    let output = model.captureActivations { model(x) }
    let expected = grad(of: output.result.sum(), withRespectTo: [output.activations[0].tensor])[0]
    #expect(expected.allClose(seen[3].tensor))
    model.zeroGrad()
  }

  @Test func statistics() {
    let (_, layers) = model.activationStatistics { model(x) }
    #expect(layers[1].statistics.minimum == 0)
    #expect(layers[1].statistics.zeroFraction > 0)
    #expect(layers[3].statistics.maximum < 1)
    let (_, gradients) = model.gradientStatistics { model(x).sum().backward() }
    #expect(gradients[0].statistics.mean == 1 && gradients[0].statistics.standardDeviation == 0)
    #expect(model.parameterGradientStatistics().map(\.name).count == 4)
    let odd = TensorStatistics(of: Tensor([1.0, 0, .nan, -.infinity]))
    #expect(odd.nonFiniteCount == 2 && odd.zeroFraction == 0.25 && odd.maximum.isNaN)
    #expect(TensorStatistics(of: Tensor([3.0, -4])).norm == 5)
  }

  @Test func unknownNamesAreNamed() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Sequential(Tanh()).captureActivations(of: ["model.1"]) { 0 }
    }
    let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(message.contains("there is no module named model.1"))
    #expect(message.contains("\"0\""))
  }
}

import Kagami
import KagamiNN
import Testing

/// Properties of dropout that golden values do not show.
@Suite struct DropoutTests {
  @Test func nothingHappensInEvaluation() {
    let x = Tensor.randn([3, 4])
    let generator = RandomGenerator(seed: 0)
    let state = generator.state
    withGenerator(generator) {
      #expect(Dropout(0.9).eval()(x).allClose(x, rtol: 0, atol: 0))
      #expect(Dropout(0)(x).allClose(x, rtol: 0, atol: 0))
      #expect(Dropout(1)(x).allClose(x * 0, rtol: 0, atol: 0))
      #expect(Dropout()(Tensor.zeros([0, 4])).shape == [0, 4])
    }
    // Nor is anything drawn.
    #expect(generator.state == state)
  }

  @Test func theShareIsTheProbability() {
    let y = withGenerator(RandomGenerator(seed: 1)) { Dropout(0.3)(Tensor.ones([100, 1000])) }
    #expect(abs(y.mean().item() - 1) < 0.01)
    #expect(abs((y .== 0).to(.float32).mean().item() - 0.3) < 0.01)
  }
}

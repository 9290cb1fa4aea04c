import Kagami
import KagamiNN
import Testing

/// What holds beyond PyTorch's numbers: places, bounds, mistakes.
@Suite struct InitTests {
  private func message(_ result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }

  @Test func optimizersStayAttached() {
    let parameter = Parameter(Tensor.zeros([2, 2]))
    let optimizer = SGD([parameter], lr: 1)
    Init.ones(parameter)
    (parameter.value * 3).sum().backward()
    optimizer.step()
    #expect(parameter.value.array(of: Float.self) == [-2, -2, -2, -2])
  }

  @Test func generatorsAreUsed() {
    let (a, b) = (Parameter(Tensor.zeros([4, 4])), Parameter(Tensor.zeros([4, 4])))
    Init.orthogonal(a, generator: RandomGenerator(seed: 3))
    Init.orthogonal(b, generator: RandomGenerator(seed: 3))
    #expect(a.value.allClose(b.value, rtol: 0, atol: 0))
    Init.truncNormal(a, std: 5, generator: RandomGenerator(seed: 3))
    #expect(a.value.abs().amax().item() <= 2)
  }

  @Test func linearStartsAsKaimingDoes() {
    let generator = RandomGenerator(seed: 11)
    let layer = withGenerator(generator) { Linear(7, 5) }
    let parameter = Parameter(Tensor.zeros([5, 7]))
    Init.kaimingUniform(
      parameter, a: Double(5).squareRoot(), generator: RandomGenerator(seed: 11))
    #expect(parameter.value.allClose(layer.weight.value, rtol: 0, atol: 0))
  }

  @Test func emptyParametersDrawNothing() {
    let stream = RandomGenerator(seed: 1)
    let before = stream.state
    for shape: Shape in [[0, 3], [3, 0], [0, 0]] {
      let parameter = Parameter(Tensor.zeros(shape))
      withGenerator(stream) {
        Init.xavierUniform(parameter)
        Init.xavierNormal(parameter)
        Init.kaimingUniform(parameter)
        Init.kaimingNormal(parameter)
        Init.orthogonal(parameter)
        Init.truncNormal(parameter)
        Init.eye(parameter)
      }
      #expect(parameter.shape == shape)
    }
    #expect(stream.state == before)
  }

  @Test func mistakesAreNamed() async {
    let fans = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { Init.xavierUniform(Parameter(Tensor.zeros([3]))) }
    #expect(message(fans).contains("Init.xavierUniform: a parameter of [3] has no fans"))
    let matrix = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { Init.eye(Parameter(Tensor.zeros([3, 3, 3]))) }
    #expect(message(matrix).contains("Init.eye: a parameter of [3, 3, 3] is no matrix"))
    let share = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { Init.sparse(Parameter(Tensor.zeros([3, 3])), sparsity: 1.5) }
    #expect(message(share).contains("Init.sparse: the share of zeros cannot be 1.5"))
    let bounds = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { Init.truncNormal(Parameter(Tensor.zeros([3])), a: 1, b: 0) }
    #expect(message(bounds).contains("the bounds 1.0 and 0.0 are the wrong way round"))
  }
}

import Kagami
import KagamiNN
import Testing

/// Values of parameters and buffers keep their shape, and in an update their type and device.
@Suite struct ValueRuleTests {
  private func message(_ result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }

  @Test func parametersKeepTheirShape() async {
    let grown = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let parameter = Parameter(Tensor.ones([2]))
      parameter.update { $0 = Tensor.concatenate([$0, $0]) }
    }
    #expect(message(grown).contains("Parameter.update: the value was [2] and would become [4]"))
    #expect(message(grown).contains("hint: a shape stays for good"))
    let assigned = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { Parameter(Tensor.ones([2])).assign(Tensor.ones([3])) }
    #expect(
      message(assigned).contains("Parameter.assign: a value of [3] does not fit a parameter of [2]")
    )
  }

  @Test func updatesKeepTheType() async {
    let parameter = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { Parameter(Tensor.ones([2])).update { $0 = $0.to(.float64) } }
    #expect(
      message(parameter).contains(
        "Parameter.update: the value was float32 on cpu and would become float64 on cpu"))
    let buffer = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { Buffer(Tensor.ones([2])).update { $0 = $0.to(.reference) } }
    #expect(
      message(buffer).contains(
        "Buffer.update: the value was float32 on cpu and would become float32 on reference"))
    let shape = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { Buffer(Tensor.ones([2])).update { $0 = Tensor.ones([1]) } }
    #expect(message(shape).contains("Buffer.update: the value was [2] and would become [1]"))
  }

  @Test func parametersThatRequireGradientsStayFloating() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { Parameter(Tensor.ones([2])).assign(Tensor([1, 2] as [Int])) }
    #expect(
      message(result).contains(
        "Parameter.assign: a parameter of float32 that requires a gradient cannot be int64"))
  }

  @Test func gradientsAreOfTheParametersKind() async {
    let dtype = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let parameter = Parameter(Tensor.ones([2]))
      parameter.requiresGrad = false
      parameter.grad = Tensor.ones([2], dtype: .float64)
    }
    #expect(
      message(dtype).contains(
        "Parameter.grad: a gradient of float64 on cpu does not fit a parameter of float32 on cpu"))
  }

  @Test func assigningConvertsTheGradientToo() {
    let parameter = Parameter(Tensor([1.0, 2]))
    (parameter.value * parameter.value).sum().backward()
    parameter.assign(Tensor([3.0, 4], dtype: .float64))
    #expect(parameter.grad?.dtype == .float64)
    #expect(parameter.grad?.array(of: Double.self) == [2, 4])
    (parameter.value * 2).sum().backward()
    #expect(parameter.grad?.array(of: Double.self) == [4, 6])
  }
}

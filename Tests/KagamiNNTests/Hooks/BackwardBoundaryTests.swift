import Kagami
import KagamiNN
import Testing

/// Hooks of modules pass on gradients of their tensors' form, and keep nothing after a pass.
@Suite struct BackwardBoundaryTests {
  private func message(_ result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }

  @Test(arguments: [Device.cpu, .reference])
  func nothingBecomesZerosOfTheTensorsKind(_ device: Device) {
    let module = Linear(2, 2, dtype: .float64).to(device)
    module.registerFullBackwardHook { _, _, _ in [nil] }
    var x = Tensor.ones([1, 2], dtype: .float64, device: device)
    x.requiresGrad = true
    module(x).sum().backward()
    #expect(x.grad?.dtype == .float64)
    #expect(x.grad?.device == device)
    #expect(x.grad?.array(of: Double.self) == [0, 0])
  }

  final class Sum: Module {
    override func forward(_ a: Tensor, _ b: Tensor) -> Tensor { a + b }
  }

  @Test func inputsOfTwoTypesGetGradientsOfTheirOwn() {
    let module = Sum()
    nonisolated(unsafe) var seen: [DType?] = []
    module.registerFullBackwardHook { _, inputs, _ in
      seen = inputs.map { $0?.dtype }
      return [nil, inputs[1]]
    }
    var (a, b) = (Tensor.ones([2]), Tensor.ones([2], dtype: .float64))
    a.requiresGrad = true
    b.requiresGrad = true
    module(a, b).sum().backward()
    #expect(seen == [.float32, .float64])
    #expect(a.grad?.dtype == .float32 && a.grad?.array(of: Float.self) == [0, 0])
    #expect(b.grad?.dtype == .float64 && b.grad?.array(of: Double.self) == [1, 1])
  }

  @Test func gradientsOfAnotherTypeAreRefused() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let module = Linear(2, 1)
      module.registerFullBackwardPreHook { _, gradients in gradients.map { $0?.to(.float64) } }
      module(Tensor.ones([1, 2])).sum().backward()
    }
    #expect(
      message(result).contains(
        "a hook gives grad_output 0 of float64 [1, 1] on cpu, expected float32 [1, 1] on cpu"))
  }

  private final class Token {}

  @Test func recordedGradientsAreNotKept() {
    weak var token: Token?
    do {
      let module = Linear(3, 3)
      let held = Token()
      token = held
      module.registerFullBackwardHook { _, _, _ in
        withExtendedLifetime(held) { nil }
      }
      var x = Tensor.ones([2, 3])
      x.requiresGrad = true
      let y = module(x)
      let slope = grad(of: (y * y).sum(), withRespectTo: [x], createGraph: true)[0]
      #expect(slope.requiresGrad)
    }
    #expect(token == nil)
  }
}

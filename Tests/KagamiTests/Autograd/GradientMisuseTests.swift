import Kagami
import Testing

/// Gradients that do not fit are refused wherever they come in.
@Suite struct GradientMisuseTests {
  private func text(_ result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }

  @Test func seedsHaveTheirTensorsType() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let x = Tensor(Array(repeating: Float(1), count: 1000), requiresGrad: true)
      x.relu().backward(gradient: Tensor.ones([1000], dtype: .float64))
    }
    #expect(
      text(result).contains(
        "backward: a gradient of [1000], float64 on cpu, does not fit a tensor of [1000], float32"))
  }

  @Test func seedsOfGradAreCheckedToo() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let x = Tensor(Array(repeating: Float(1), count: 2), requiresGrad: true)
      _ = grad(
        of: x * 2, withRespectTo: [x], gradient: Tensor.ones([2], device: .reference))
    }
    #expect(text(result).contains("grad: a gradient of [2], float32 on reference"))
  }

  @Test(arguments: [0, 1, 2]) func settersCheck(_ kind: Int) async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [kind] in
      let x = Tensor(Array(repeating: Float(1), count: 4), requiresGrad: true)
      switch kind {
      case 0: x.grad = Tensor.ones([4], dtype: .float64)
      case 1: x.grad = Tensor.ones([4], device: .reference)
      default: x.grad = Tensor.ones([2])
      }
    }
    #expect(text(result).contains("does not fit a tensor of [4], float32 on cpu"))
  }

  private struct Careless: DifferentiableOperation {
    let name = "careless"
    let saves: SavedTensors = .nothing
    let gradients: Int
    func forward(_ inputs: [Tensor]) -> Tensor { inputs[0] * 2 }
    func backward(_ context: BackwardContext) -> [Tensor?] {
      Array(repeating: context.gradient.to(.float64), count: gradients)
    }
  }

  @Test func gradientsOfOperationsAreCounted() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let x = Tensor(Array(repeating: Float(1), count: 2), requiresGrad: true)
      record(Careless(gradients: 0), x).sum().backward()
    }
    #expect(text(result).contains("careless: backward gives 0 gradients for 1 inputs"))
  }

  @Test func gradientsOfOperationsHaveTheirInputsType() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let x = Tensor(Array(repeating: Float(1), count: 2), requiresGrad: true)
      record(Careless(gradients: 1), x).sum().backward()
    }
    #expect(
      text(result).contains(
        "careless: backward gives input 0 a gradient of [2], float64 on cpu, expected [2], float32")
    )
  }

  @Test func gradientsOfHooksHaveTheirTensorsShape() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let x = Tensor(Array(repeating: Float(1), count: 2), requiresGrad: true)
      let y = x * 2
      y.registerHook { gradient -> Tensor? in gradient.sum() }
      y.sum().backward()
    }
    #expect(
      text(result).contains(
        "registerHook: a hook gives float32 of [] for a gradient of float32, [2]"))
  }

  @Test func gradientsOfHooksStayOnTheirDevice() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let x = Tensor(Array(repeating: Float(1), count: 2), requiresGrad: true)
      x.registerHook { gradient in gradient.to(.reference) }
      (x * 2).sum().backward()
    }
    #expect(
      text(result).contains(
        "registerHook: a hook gives float32 of [2] for a gradient of float32, [2] on cpu, and leaves it on "
          + "reference"))
  }

  @Test(arguments: [
    "only for one element": "grad can be implicitly created only for scalar outputs, not for [2]",
    "a graph walked twice": "Trying to backward through the graph a second time",
    "an integer leaf": "requiresGrad: a tensor of int64 has no gradient",
  ])
  func passesThatCannotBe(_ name: String, _ problem: String) async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [name] in
      let x = Tensor(Array(repeating: Float(1), count: 2), requiresGrad: true)
      switch name {
      case "only for one element": (x * 2).backward()
      case "a graph walked twice":
        let loss = (x * x).sum()
        loss.backward()
        loss.backward()
      default:
        var index = Tensor(Array(repeating: Int64(1), count: 2))
        index.requiresGrad = true
      }
    }
    #expect(text(result).contains(problem))
  }

  /// Kernels of optimizers see memory only, so all of one parameter is alike before they do.
  @Test func updatesCheckTheirGradients() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      var updates = [
        ParameterUpdate(
          value: Tensor.ones([4]), gradient: .dense(Tensor.ones([2])), rule: SGDRule(lr: 0.1))
      ]
      ParameterUpdate.apply(&updates)
    }
    #expect(text(result).contains("SGDRule: a gradient of float32 [2] on cpu does not fit"))
  }
}

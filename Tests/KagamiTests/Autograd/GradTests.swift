import Kagami
import Testing

/// Gradients as results: of several outputs, and of inputs that may be unused.
@Suite struct GradTests {
  private func leaf(_ values: Double...) -> Tensor {
    Tensor(values, dtype: .float64, requiresGrad: true)
  }

  private func numbers(_ x: Tensor?) -> [Double]? { x?.array(of: Double.self) }

  @Test func unusedInputsHaveNone() {
    let (x, y) = (leaf(2), leaf(3))
    let slopes = grad(of: (x * x).sum(), withRespectTo: [x, y], allowUnused: true)
    #expect(numbers(slopes[0]) == [4] && slopes[1] == nil)
  }

  @Test func severalOutputsInOnePass() {
    let (x, y) = (leaf(2, 3), leaf(5, 7))
    let shared = x * y
    nonisolated(unsafe) var calls = 0
    shared.registerHook { _ in calls += 1 }
    let slopes = grad(
      of: [shared * 2, shared.sum(), y], withRespectTo: [x, y],
      gradients: [Tensor([1.0, 0], dtype: .float64), Tensor(10.0, dtype: .float64), y.detach()],
      allowUnused: false)
    #expect(numbers(slopes[0]) == [60, 70])
    #expect(numbers(slopes[1]) == [29, 37])
    #expect(calls == 1)
    #expect(x.grad == nil)
  }

  @Test func hooksOfLeavesSeeTheSumOfAllOutputs() {
    let x = leaf(2)
    nonisolated(unsafe) var seen: [Double] = []
    x.registerHook { gradient in
      seen.append(gradient.item())
      return nil
    }
    let slopes = grad(of: [(x * 3).sum(), x.sum()], withRespectTo: [x], allowUnused: false)
    #expect(numbers(slopes[0]) == [4])
    #expect(seen == [4])
  }

  @Test(arguments: [
    "unused":
      "grad: One of the differentiated Tensors appears to not have been used in the graph: input 1, of [1]",
    "untracked input":
      "grad: One of the differentiated Tensors does not require grad: an input of [1]",
    "untracked output":
      "grad: element 1 of tensors does not require grad and does not have a grad_fn",
    "counts": "grad: 1 gradients for 2 outputs",
    "backward": "backward: element 0 of tensors does not require grad and does not have a grad_fn",
  ])
  func misuseIsNamed(_ name: String, _ problem: String) async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [name] in
      let (x, y) = (Tensor([1.0], requiresGrad: true), Tensor([1.0], requiresGrad: true))
      let constant = Tensor([1.0])
      switch name {
      case "unused": _ = grad(of: x * x, withRespectTo: [x, y])
      case "untracked input": _ = grad(of: x * x, withRespectTo: [constant])
      case "untracked output":
        _ = grad(of: [x * x, constant], withRespectTo: [x], allowUnused: true)
      case "counts":
        _ = grad(of: [x * x, x * y], withRespectTo: [x], gradients: [constant], allowUnused: true)
      default: noGrad { x * x }.backward()
      }
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains(problem), "\(text)")
    #expect(text.contains("hint: "))
  }
}

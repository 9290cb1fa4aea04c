import Kagami
import Testing

/// What derivatives of functions do at the edges: graphs of their own, zeros, misuse.
@Suite struct FunctionalTests {
  private func vector(_ values: Double..., requiresGrad: Bool = false) -> Tensor {
    Tensor(values, dtype: .float64, requiresGrad: requiresGrad)
  }

  private func numbers(_ x: Tensor?) -> [Double] { x?.array(of: Double.self) ?? [] }

  @Test func oneInputAndOneOutput() {
    let x = vector(1, 2)
    let (y, slope) = vjp(of: { $0 * $0 }, at: x, vector(1, 10))
    #expect(numbers(y) == [1, 4] && numbers(slope) == [2, 40])
    #expect(numbers(vjp(of: { ($0 * $0).sum() }, at: x).gradient) == [2, 4])
    #expect(numbers(jvp(of: { $0 * $0 }, at: x, vector(1, 10)).derivative) == [2, 40])
    #expect(numbers(jacobian(of: { $0 * $0 }, at: x)) == [2, 0, 0, 4])
    #expect(numbers(hessian(of: { ($0 * $0 * $0).sum() }, at: x)) == [6, 0, 0, 12])
    #expect(numbers(hvp(of: { ($0 * $0 * $0).sum() }, at: x, vector(1, 1)).product) == [6, 12])
    let (value, product) = vhp(of: { ($0 * $0 * $0).sum() }, at: x, vector(1, 1))
    #expect(value.item() == 9 && numbers(product) == [6, 12])
  }

  /// The gradient is that of the argument; what the closure captures is a constant to it, and keeps its own.
  @Test func gradientsOfTensorsStayAsTheyAre() {
    let x = vector(3, requiresGrad: true)
    #expect(numbers(vjp(of: { $0 * x }, at: x).gradient) == [3])
    #expect(numbers(jacobian(of: { $0 * x }, at: x)) == [3])
    #expect(numbers(vjp(of: { $0 * x }, at: x, createGraph: true).gradient) == [3])
    #expect(x.grad == nil)
  }

  @Test func resultsLeadToTheInputsIfTheyAreToBeDifferentiated() {
    let x = vector(2, requiresGrad: true)
    let cube: (Tensor) -> Tensor = { $0 * $0 * $0 }
    let slope = vjp(of: cube, at: x, createGraph: true).gradient
    #expect(numbers(grad(of: slope, withRespectTo: [x])[0]) == [12])
    let along = jvp(of: cube, at: x, vector(1), createGraph: true).derivative
    #expect(numbers(grad(of: along, withRespectTo: [x])[0]) == [12])
    let rows = jacobian(of: cube, at: x, createGraph: true)
    #expect(rows.shape == [1, 1])
    #expect(numbers(grad(of: rows, withRespectTo: [x])[0]) == [12])
    let curve = hessian(of: { cube($0).sum() }, at: x, createGraph: true)
    #expect(numbers(grad(of: curve, withRespectTo: [x])[0]) == [6])
    let product = hvp(of: { cube($0).sum() }, at: x, vector(1), createGraph: true).product
    #expect(numbers(grad(of: product, withRespectTo: [x])[0]) == [6])
    let other = vhp(of: { cube($0).sum() }, at: x, vector(1), createGraph: true).product
    #expect(numbers(grad(of: other, withRespectTo: [x])[0]) == [6])
    #expect(x.grad == nil)
  }

  @Test func functionsOfTheirDerivatives() {
    // The third derivative of x⁴, as a Jacobian of a Jacobian of a gradient.
    let third = jacobian(
      of: { x in
        jacobian(
          of: { vjp(of: { ($0 * $0 * $0 * $0).sum() }, at: $0, createGraph: true).gradient },
          at: x, createGraph: true)
      }, at: vector(2))
    #expect(third.shape == [1, 1, 1] && third.item() == 48)
  }

  @Test func recordedEvenInNoGrad() {
    noGrad {
      let x = vector(1, 2)
      #expect(numbers(jacobian(of: { $0 * $0 }, at: x)) == [2, 0, 0, 4])
      #expect(numbers(jvp(of: { $0 * $0 }, at: x, vector(1, 1)).derivative) == [2, 4])
      #expect(numbers(hessian(of: { ($0 * $0).sum() }, at: x)) == [2, 0, 0, 2])
    }
  }

  @Test func whatDoesNotDependIsZero() {
    let x = vector(1, 2)
    let constant = vector(5, 6, 7)
    let (outputs, gradients) = vjp(of: { _ in constant }, at: x, vector(1, 1, 1))
    #expect(numbers(outputs) == [5, 6, 7] && numbers(gradients) == [0, 0])
    #expect(numbers(jvp(of: { _ in constant }, at: x, vector(1, 1)).derivative) == [0, 0, 0])
    #expect(jacobian(of: { _ in constant }, at: x).shape == [3, 2])
    #expect(numbers(hessian(of: { $0.sum() }, at: x)) == [0, 0, 0, 0])
    #expect(numbers(hvp(of: { $0.sum() }, at: x, vector(1, 1)).product) == [0, 0])
    // Identities give back what they were given, without history.
    let weight = vector(3, 4, requiresGrad: true)
    #expect(!vjp(of: { $0 }, at: x, weight).gradient.requiresGrad)
  }

  @Test func emptyExtents() {
    let none = Tensor.zeros([0], dtype: .float64)
    #expect(jacobian(of: { $0 * 2 }, at: none).shape == [0, 0])
    #expect(jacobian(of: { $0.sum() }, at: none).shape == [0])
    #expect(hessian(of: { $0.sum() }, at: none).shape == [0, 0])
    #expect(jvp(of: { $0 * 2 }, at: none, none).derivative.shape == [0])
    let w = vector(1, 2, requiresGrad: true)
    let rows = perSampleGradients(
      of: { ($0[0] * w).sum() }, over: [Tensor.zeros([0, 2], dtype: .float64)], withRespectTo: [w])
    #expect(rows.map(\.shape) == [[0, 2]])
  }

  @Test func samplesThatDoNotDependHaveZeros() {
    let (w, v) = (vector(2, requiresGrad: true), vector(3, requiresGrad: true))
    let x = vector(1, 2, 3, requiresGrad: true)
    let rows = perSampleGradients(
      of: { $0[0].item() > 1.5 ? ($0[0] * w * w).sum() : Tensor(0.0, dtype: .float64) },
      over: [x], withRespectTo: [w, v])
    #expect(numbers(rows[0]) == [0, 8, 12] && numbers(rows[1]) == [0, 0, 0])
    #expect(w.grad == nil && x.grad == nil && !rows[0].requiresGrad)
  }

  @Test(arguments: [
    "counts": "vjp: 2 cotangents for 1 outputs",
    "forms": "jvp: a gradient of [3], float64 on cpu, does not fit a tensor of [2], float64",
    "scalars": "vjp: grad can be implicitly created only for scalar outputs, not for [2]",
    "numbers": "hessian: second derivatives are those of one number, and the function gives [2]",
    "integers": "jacobian: input 0, of [2], is of int64, which has no gradient",
    "axes": "jacobian: derivatives of [1, 1, 1, 1, 1] by [1, 1, 1, 1, 1] have 10 axes",
    "samples": "perSampleGradients: a batch of [[2, 2], [3]] has no common number of samples",
    "losses": "perSampleGradients: the loss of one sample has one element, not [1, 2]",
  ])
  func misuseIsNamed(_ name: String, _ problem: String) async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [name] in
      let x = Tensor([1.0, 2], dtype: .float64)
      switch name {
      case "counts": _ = vjp(of: { [$0[0]] }, at: [x], [x, x])
      case "forms": _ = jvp(of: { $0 * 2 }, at: x, Tensor.ones([3], dtype: .float64))
      case "scalars": _ = vjp(of: { $0 * 2 }, at: x)
      case "numbers": _ = hessian(of: { $0 * 2 }, at: x)
      case "integers": _ = jacobian(of: { $0 * 2 }, at: Tensor([1, 2]))
      case "axes": _ = jacobian(of: { $0 * 2 }, at: Tensor.ones([1, 1, 1, 1, 1]))
      case "samples":
        _ = perSampleGradients(
          of: { $0[0].sum() }, over: [Tensor.ones([2, 2]), Tensor.ones([3])], withRespectTo: [])
      default:
        _ = perSampleGradients(of: { $0[0] }, over: [Tensor.ones([2, 2])], withRespectTo: [])
      }
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains(problem), "\(text)")
  }
}

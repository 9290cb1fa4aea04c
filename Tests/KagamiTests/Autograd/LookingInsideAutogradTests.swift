import Kagami
import KagamiNN
import Testing

/// What the article of this name says holds.
@Suite struct LookingInsideAutogradTests {
  @Test func derivativesOfFunctions() {
    let x = Tensor([1.0, 2, 3], dtype: .float64)
    let f: (Tensor) -> Tensor = { $0.square() * $0.sum() }

    let j = jacobian(of: f, at: x)
    let (y, back) = vjp(of: f, at: x, Tensor([1.0, 0, 0], dtype: .float64))
    let (_, along) = jvp(of: f, at: x, Tensor([0.0, 1, 0], dtype: .float64))

    #expect(y.array(of: Double.self) == [6, 24, 54])
    #expect(back.allClose(j[0]))
    #expect(along.allClose(j.transpose()[1]))
    let energy: (Tensor) -> Tensor = { ($0 * $0 * $0).sum() }
    let h = hessian(of: energy, at: x)
    let v = Tensor([1.0, 1, 1], dtype: .float64)
    let (_, product) = hvp(of: energy, at: x, v)

    #expect(product.allClose(h.matmul(v)))
    #expect(product.array(of: Double.self) == [6, 12, 18])
  }

  @Test func listsOfInputs() {
    let (a, b) = (Tensor.randn([2, 3]), Tensor.randn([3, 4]))
    let blocks = jacobian(of: { [$0[0].matmul($0[1])] }, at: [a, b])[0]
    #expect(blocks.map(\.shape) == [[2, 4, 2, 3], [2, 4, 3, 4]])
  }

  @Test func samples() {
    let model = Linear(3, 1)
    let (x, y) = (Tensor.randn([8, 3]), Tensor.randn([8, 1]))
    let criterion = MSELoss()
    let slopes = perSampleGradients(
      of: { criterion(model($0[0]), $0[1]) }, over: [x, y],
      withRespectTo: model.parameters().map(\.value))
    #expect(slopes.map(\.shape) == [[8, 1, 3], [8, 1]])

    criterion(model(x), y).backward()
    #expect(model.weight.grad?.allClose(slopes[0].mean(axis: 0), atol: 1e-6) == true)
  }

  @Test func outputsInLists() {
    let x = Tensor([1.0, 2], requiresGrad: true)
    let z = Tensor([5.0], requiresGrad: true)
    let slopes = grad(of: [x.sum(), (x * x).sum()], withRespectTo: [x, z], allowUnused: true)
    #expect(slopes[0]?.array(of: Double.self) == [3, 5])
    #expect(slopes[1] == nil)
  }

  @Test func memoryForTime() {
    let blocks = (0..<4).map { _ in Sequential(Linear(16, 16), Tanh(), Dropout(0.2)) }

    func loss(isSaving: Bool) -> Tensor {
      withGenerator(RandomGenerator(seed: 0)) {
        var h = Tensor.ones([8, 16])
        for block in blocks { h = isSaving ? checkpoint(h) { block($0) } : block(h) }
        return h.square().mean()
      }
    }

    let weights = blocks.flatMap { $0.parameters() }
    loss(isSaving: false).backward()
    let plain = weights.compactMap(\.grad)
    for weight in weights { weight.grad = nil }
    loss(isSaving: true).backward()

    #expect(plain.count == 8)
    #expect(zip(plain, weights).allSatisfy { $1.grad?.allClose($0, rtol: 0, atol: 0) == true })
  }

  @Test func pictures() {
    let w = Tensor.randn([3, 2], requiresGrad: true)
    let loss = Tensor.ones([4, 2]).linear(w).tanh().sum()
    #expect(loss.graphDOT(named: ["w": w], showsSaved: true).contains("saved input 0"))
  }

  @Test func checks() {
    let x = Tensor([0.5, 1.5], dtype: .float64, requiresGrad: true)
    let report = gradcheck(of: { ($0.sin() * $0).cumSum(axis: 0) }, at: x)
    #expect(report.passed && report.comparedCount == 4)
    #expect(gradgradcheck(of: { $0.sin() * $0 }, at: x).passed)
  }
}

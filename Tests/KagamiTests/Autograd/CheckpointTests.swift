import Kagami
import KagamiKernels
import KagamiNN
import Testing

/// A checkpoint gives the values and gradients of its closure, and holds less memory until the pass.
@Suite struct CheckpointTests {
  private func leaf(_ shape: Shape, _ seed: UInt64) -> Tensor {
    Tensor.uniform(
      shape, -1, 1, dtype: .float64, generator: RandomGenerator(seed: seed), requiresGrad: true)
  }

  private func numbers(_ x: Tensor?) -> [Double] { x?.array(of: Double.self) ?? [] }

  /// The gradients of some leaves after a backward pass from the loss.
  private func gradients(_ leaves: [Tensor], _ loss: Tensor) -> [[Double]] {
    for leaf in leaves { leaf.grad = nil }
    loss.backward()
    return leaves.map { numbers($0.grad) }
  }

  @Test func gradientsReachInputsAndCaptures() {
    let (x, w) = (leaf([3, 4], 1), leaf([5, 4], 2))
    let block: (Tensor) -> Tensor = { ($0.linear(w).tanh() * $0.sum()).exp() }
    let plain = block(x).sum()
    let expected = gradients([x, w], plain)
    let saving = checkpoint(x, block).sum()
    #expect(saving.item() == plain.item())
    #expect(gradients([x, w], saving) == expected)
    // Inputs that are results of operations, and those that require no gradient.
    let onTheWay = gradients([x, w], checkpoint(x * 2, block).sum())
    #expect(onTheWay == gradients([x, w], block(x * 2).sum()))
    let constant = x.detach()
    #expect(
      gradients([w], checkpoint(constant, block).sum()) == gradients([w], block(constant).sum()))
  }

  @Test func severalInputsAndOutputs() {
    let (a, b) = (leaf([4], 1), leaf([4], 2))
    nonisolated(unsafe) var runs = 0
    let body: ([Tensor]) -> [Tensor] = { x in
      runs += 1
      let product = x[0] * x[1]
      return [product.exp(), product.sin(), (x[0] .> 0)]
    }
    let plain = body([a, b])
    let expected = gradients([a, b], (plain[0] * plain[1]).sum())
    runs = 0
    let saving = checkpoint([a, b], body)
    #expect(saving[2].dtype == .bool && saving[1].requiresGrad)
    #expect(gradients([a, b], (saving[0] * saving[1]).sum()) == expected)
    #expect(runs == 2)
  }

  @Test func secondDerivatives() {
    let x = leaf([3], 1)
    let slope = grad(
      of: checkpoint(x) { $0.exp() * $0 }.sum(), withRespectTo: [x], createGraph: true)[0]
    let expected = hessian(of: { ($0.exp() * $0).sum() }, at: x).diagonal()
    let found = grad(of: slope.sum(), withRespectTo: [x])[0]
    #expect(found.allClose(expected, rtol: 1e-12, atol: 0))
    #expect(gradgradcheck(of: { checkpoint($0) { $0.tanh() * $0 } }, at: x).passed)
  }

  @Test func aGraphIsWalkedTwiceIfRetained() {
    let x = leaf([3], 1)
    nonisolated(unsafe) var runs = 0
    let y = checkpoint(x) { x in
      runs += 1
      return x * x
    }
    y.sum().backward(retainGraph: true)
    y.sum().backward(retainGraph: true)
    #expect(numbers(x.grad) == numbers(x).map { 4 * $0 })
    #expect(runs == 3)
  }

  @Test func nested() {
    let (x, w) = (leaf([3, 3], 1), leaf([3, 3], 2))
    let inner: (Tensor) -> Tensor = { $0.matmul(w).sigmoid() * $0 }
    let outer: (Bool) -> (Tensor) -> Tensor = { isSaving in
      { x in
        let h = x.exp()
        return isSaving ? checkpoint(h, inner) * h : inner(h) * h
      }
    }
    let expected = gradients([x, w], outer(false)(x).sum())
    #expect(gradients([x, w], checkpoint(x, outer(true)).sum()) == expected)
    let twice = checkpoint(x) { checkpoint($0) { checkpoint($0, inner).exp() }.sin() }.sum()
    #expect(gradients([x, w], twice) == gradients([x, w], inner(x).exp().sin().sum()))
  }

  /// A closure that computes gradients, as a penalty on slopes does.
  @Test func gradientsInside() {
    let (x, w) = (leaf([4], 1), leaf([4], 2))
    let body: (Tensor) -> Tensor = { x in
      let slope = grad(of: (x * w).sin().sum(), withRespectTo: [x], createGraph: true)[0]
      return (slope * slope).exp()
    }
    let expected = gradients([w], body(x).sum())
    #expect(gradients([w], checkpoint(x, body).sum()) == expected)
  }

  @Test func hooksAreCalledOnce() {
    let x = leaf([2], 1)
    nonisolated(unsafe) var seen: [[Double]] = []
    let y = checkpoint(x) { x in
      let h = x * x
      h.registerHook { gradient in
        seen.append(gradient.array())
        return gradient * 10
      }
      return h.exp()
    }
    y.sum().backward()
    #expect(seen.count == 1)
    #expect(seen.first == numbers((x * x).exp()))
    #expect(x.grad?.allClose(x * 20 * (x * x).exp(), rtol: 1e-12, atol: 0) == true)
  }

  /// Both times a `Dropout` has the same mask, and later draws are those that they would be without.
  @Test func randomNumbersAreReplayed() {
    let model = Sequential(Linear(8, 16), Dropout(0.5), Linear(16, 4))
    let x = Tensor.uniform([6, 8], -1, 1, generator: RandomGenerator(seed: 3))
    func pass(_ forward: (Tensor) -> Tensor) -> (value: [Float], slopes: [[Float]], next: [Float]) {
      for parameter in model.parameters() { parameter.grad = nil }
      return withGenerator(RandomGenerator(seed: 5)) {
        let y = forward(x)
        _ = Tensor.rand([3])
        y.square().sum().backward()
        return (
          y.array(), model.parameters().map { $0.grad?.array() ?? [] }, Tensor.rand([3]).array()
        )
      }
    }
    let plain = pass { model($0) }
    let saving = pass { checkpoint($0) { model($0) } }
    #expect(saving.value == plain.value)
    #expect(saving.slopes == plain.slopes && saving.slopes.allSatisfy { !$0.isEmpty })
    #expect(saving.next == plain.next)
    // Without that, the second time has another mask.
    let other = pass { checkpoint($0, preservesRandomState: false) { model($0) } }
    #expect(other.value == plain.value && other.slopes != plain.slopes)
  }

  @Test func outsideRecordingItIsACall() {
    nonisolated(unsafe) var runs = 0
    let x = leaf([2], 1)
    let y = noGrad {
      checkpoint(x) { x in
        runs += 1
        return x * x
      }
    }
    #expect(!y.requiresGrad && runs == 1)
  }

  /// A pass through a part that the chosen inputs do not need computes nothing again.
  @Test func whatIsNotNeededIsNotComputedAgain() {
    let (x, y) = (leaf([2], 1), leaf([2], 2))
    nonisolated(unsafe) var runs = 0
    let loss =
      checkpoint(x) { x in
        runs += 1
        return x * x
      }.sum() + (y * y).sum()
    loss.backward(retainGraph: true, inputs: [y])
    #expect(runs == 1)
    loss.backward(inputs: [x])
    #expect(runs == 2)
  }

  /// Releasing a long chain does not recurse.
  @Test func aLongChain() {
    let x = leaf([1], 1)
    var y = x
    for _ in 0..<50_000 { y = checkpoint(y) { $0.sin() } }
    #expect(y.requiresGrad)
    y = x
    #expect(y.isLeaf)
  }

  /// Buffers in use between the passes: twelve layers hold three each without a checkpoint, one input with.
  @Test func memoryIsSaved() async {
    await #expect(processExitsWith: .success) {
      func held(_ isSaving: Bool) -> (forward: Int, after: Int) {
        let w = Tensor.ones([64, 64], requiresGrad: true)
        var y = Tensor.ones([8, 64])
        let layers = 12
        let before = MemoryPool.statistics.live
        let block: (Tensor) -> Tensor = { $0.linear(w).tanh().sin().exp().cos() }
        for _ in 0..<layers { y = isSaving ? checkpoint(y, block) : block(y) }
        let forward = MemoryPool.statistics.live - before
        y.sum().backward()
        y = w
        w.grad = nil
        return (forward, MemoryPool.statistics.live - before)
      }
      _ = (held(false), held(true))
      let (plain, saving) = (held(false), held(true))
      // A plain layer keeps its input and the results of tanh and exp.
      #expect(plain.forward == 12 * 3)
      #expect(saving.forward == 12)
      #expect(plain.after <= 0 && saving.after <= 0)
    }
  }

  /// An outer checkpoint holds no inputs of those inside.
  @Test func memoryOfNestedOnes() async {
    await #expect(processExitsWith: .success) {
      func held() -> Int {
        let x = Tensor.ones([64], requiresGrad: true)
        let before = MemoryPool.statistics.live
        let y = checkpoint(x) { x in
          var y = x
          for _ in 0..<10 { y = checkpoint(y) { $0.sin().exp() } }
          return y
        }
        let forward = MemoryPool.statistics.live - before
        y.sum().backward()
        #expect(x.grad != nil)
        return forward
      }
      _ = held()
      #expect(held() <= 2)
    }
  }

  @Test(arguments: [
    "freed": "multiply: Trying to backward through the graph a second time",
    "fewer": "checkpoint: A different number of tensors was saved during the original forward",
    "others": "checkpoint: the closure computed exp the first time and sin in its place the second",
    "shapes": "checkpoint: Recomputed values have different metadata",
  ])
  func closuresThatDoNotComputeTheSame(_ name: String, _ problem: String) async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [name] in
      let x = Tensor([1.0, 2], requiresGrad: true)
      nonisolated(unsafe) var isAgain = false
      let y = checkpoint(x) { x in
        defer { isAgain = true }
        switch (name, isAgain) {
        case ("fewer", true): return -x
        case ("others", true): return x.sin()
        case ("others", false): return x.exp()
        case ("shapes", true): return x[0] * x[0]
        default: return x * x
        }
      }
      y.sum().backward()
      if name == "freed" { y.sum().backward() }
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains(problem), "\(text)")
  }
}

import Kagami
import KagamiKernels
import Testing

/// How gradients gather, and how graphs live and die.
@Suite struct BackwardTests {
  private func leaf(_ values: Double...) -> Tensor {
    Tensor(values, dtype: .float64, requiresGrad: true)
  }

  private func numbers(_ x: Tensor?) -> [Double] { x?.array(of: Double.self) ?? [] }

  @Test func gradientsAddUpUntilForgotten() {
    let x = leaf(1, 2)
    (x * x).sum().backward()
    (x * 3).sum().backward()
    #expect(numbers(x.grad) == [5, 7])
    x.grad = nil
    (x * 3).sum().backward()
    #expect(numbers(x.grad) == [3, 3])
  }

  @Test func oneTensorUsedOftenGathersAll() {
    let x = leaf(2)
    let y = x * x * x + x * 5 - x / x
    y.sum().backward()
    #expect(numbers(x.grad) == [17])
  }

  @Test func aGraphCanBeWalkedTwiceIfRetained() {
    let x = leaf(3)
    let y = (x * x).sum()
    y.backward(retainGraph: true)
    y.backward()
    #expect(numbers(x.grad) == [12])
  }

  @Test func seedsWeighTheOutput() {
    let x = leaf(1, 2)
    (x * x).backward(gradient: Tensor([10.0, 100.0], dtype: .float64))
    #expect(numbers(x.grad) == [20, 400])
  }

  @Test func chosenInputsAreTheOnlyOnesTouched() {
    let (x, y) = (leaf(2), leaf(5))
    let product = (x * y).sum()
    product.backward(retainGraph: true, inputs: [y])
    #expect(x.grad == nil)
    #expect(numbers(y.grad) == [2])
    #expect(numbers(grad(of: product, withRespectTo: [x])[0]) == [5])
    #expect(x.grad == nil)
  }

  @Test func gradientsOfTensorsOnTheWay() {
    let x = leaf(2)
    let middle = x * x
    let y = (middle * middle).sum()
    let slopes = grad(of: y, withRespectTo: [middle, x])
    #expect(numbers(slopes[0]) == [8])
    #expect(numbers(slopes[1]) == [32])
  }

  @Test func branchesThatLeadNowhereAreNotComputed() {
    let (x, weight) = (
      Tensor.rand([8, 8], requiresGrad: true), Tensor.rand([8, 8], requiresGrad: true)
    )
    let y = x.matmul(weight).sum()
    let (_, log) = BLASLog.recording { grad(of: y, withRespectTo: [weight]) }
    #expect(log.calls.count == 1)
  }

  @Test func thirdDerivative() {
    let x = leaf(2)
    let first = grad(of: (x * x * x * x).sum(), withRespectTo: [x], createGraph: true)[0]
    let second = grad(of: first.sum(), withRespectTo: [x], createGraph: true)[0]
    let third = grad(of: second.sum(), withRespectTo: [x])[0]
    #expect([first, second, third].map { $0.item() } == [32, 48, 48])
  }

  @Test func nothingIsRecordedInNoGrad() {
    let x = leaf(1)
    let y = noGrad { x * 2 }
    #expect(!y.requiresGrad)
    #expect(noGrad { enableGrad { (x * 2).requiresGrad } })
    #expect(!noGrad { isGradEnabled } && isGradEnabled)
    #expect(!x.detach().requiresGrad)
  }

  @Test func integersAndTruthsHaveNoHistory() {
    let x = leaf(1.5)
    #expect(!(x .> 1).requiresGrad)
    #expect(!x.to(.int64).requiresGrad)
    #expect(x.to(.float32).requiresGrad)
  }

  /// Neither the walk nor the release of a long chain recurses: either would run out of stack.
  @Test func aLongChain() {
    let x = leaf(1)
    var y = x
    for _ in 0..<300_000 { y = -y }
    y.sum().backward()
    #expect(numbers(x.grad) == [1])
    y = leaf(0)
  }

  /// A wide fan of uses of one tensor.
  @Test func aThousandUses() {
    let x = leaf(1)
    let sum = (0..<1000).map { x * Double($0) }.reduce(Tensor(0.0, dtype: .float64), +)
    sum.sum().backward()
    #expect(numbers(x.grad) == [499_500])
  }

  /// What a tensor was when it was used is what its gradient is about.
  @Test func laterWritesDoNotSpoilTheGraph() {
    var x = leaf(3)
    let y = (x * x).sum()
    noGrad { x += 10 }
    y.backward()
    #expect(numbers(x.grad) == [6])
    #expect(numbers(x) == [13])
  }

  /// What is done in place to a result is recorded as what is done beside it.
  @Test func changesInPlaceAreRecorded() {
    let x = Tensor([1.0, 2], requiresGrad: true)
    var y = x * 2
    y += x
    y *= x
    #expect(y.requiresGrad)
    y.sum().backward()
    #expect(x.grad?.array(of: Double.self) == [6, 12])
  }

  /// As in PyTorch, 0 to a power that is not negative has a slope of 0 in the exponent.
  @Test func powersOfZero() {
    let (a, b) = (
      Tensor([0.0, 0, 2], requiresGrad: true), Tensor([0.0, 2, 1], requiresGrad: true)
    )
    a.pow(b).sum().backward()
    #expect(a.grad?.array(of: Double.self) == [0, 0, 1])
    #expect(b.grad?.allClose(Tensor([0, 0, 2 * 0.6931471805599453])) == true)
  }

  /// A sum that keeps its axes spreads its gradient along the reduced ones only.
  @Test func keptAxes() {
    let x = Tensor([1.0, 2, 3, 4, 5, 6], shape: [2, 3], requiresGrad: true)
    (x.sum(axis: 0, keepDims: true) * Tensor([1.0, 2, 3])).sum().backward()
    #expect(x.grad?.array(of: Double.self) == [1, 2, 3, 1, 2, 3])
    x.grad = nil
    (x.sum(axis: 1, keepDims: true) * Tensor([1.0, 2], shape: [2, 1])).sum().backward()
    #expect(x.grad?.array(of: Double.self) == [1, 1, 1, 2, 2, 2])
  }

  /// A row that is taken twice gets both gradients.
  @Test func repeatedIndices() {
    let x = Tensor([1.0, 2, 3], requiresGrad: true)
    let index = Tensor([2, 0, 2] as [Int64])
    (x.indexSelect(axis: 0, index) * Tensor([1.0, 10, 100])).sum().backward()
    #expect(x.grad?.array(of: Double.self) == [10, 0, 101])
  }

  /// A gradient goes back in the type that its input had.
  @Test func gradientsAreCastBack() {
    let x = Tensor([1, 2] as [Float], requiresGrad: true)
    (x.to(.float64) * 3.0).sum().backward()
    #expect(x.grad?.dtype == .float32)
    #expect(x.grad?.array(of: Float.self) == [3, 3])
  }
}

extension Tensor {
  fileprivate static func rand(_ shape: Shape, requiresGrad: Bool) -> Tensor {
    var x = Tensor.rand(shape)
    x.requiresGrad = requiresGrad
    return x
  }
}

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
}

extension Tensor {
  fileprivate static func rand(_ shape: Shape, requiresGrad: Bool) -> Tensor {
    var x = Tensor.rand(shape)
    x.requiresGrad = requiresGrad
    return x
  }
}

import Kagami
import Testing

/// Every gradient comes in by one check, and what is held is row-major.
@Suite struct LeafTests {
  private func leaf(_ shape: Shape, _ seed: UInt64, _ dtype: DType = .float32) -> Tensor {
    var tensor = Tensor.uniform(
      shape, -1, 1, dtype: dtype, generator: RandomGenerator(seed: seed))
    tensor.requiresGrad = true
    return tensor
  }

  private func close(_ a: Tensor?, _ b: Tensor, _ tolerance: Double = 1e-4) -> Bool {
    guard let a else { return false }
    return a.allClose(b, rtol: tolerance, atol: tolerance)
  }

  /// A product after a gradient that repeats one number for all elements.
  @Test(arguments: [DType.float32, .float64])
  func aProductIsAddedToAnExpandedGradient(_ dtype: DType) {
    let (x, w) = (leaf([32, 300], 1, dtype), leaf([256, 300], 2, dtype))
    for isFirst in [true, false] {
      w.grad = nil
      let product = x.linear(w).sum()
      (isFirst ? product + w.mean() : w.mean() + product).backward()
      let ones = Tensor.ones([32, 256], dtype: dtype)
      let expected = ones.transpose().matmul(x.detach()) + 1.0 / (256 * 300)
      #expect(close(w.grad, expected))
    }
  }

  @Test func passesWhoseGradientsLieDifferently() {
    let (x, w) = (leaf([20, 30], 1), leaf([30, 40], 2))
    let (c, d) = (leaf([40, 30], 3).detach(), leaf([20, 40], 4).detach())
    (w.transpose() * c).sum().backward()
    // Kept as it lies.
    #expect(w.grad?.isContiguous == false)
    (x.matmul(w) * d).sum().backward()
    #expect(close(w.grad, c.transpose() + x.detach().transpose().matmul(d)))
  }

  @Test func aGradientThatWasSetTransposed() {
    let (x, w) = (leaf([8, 5], 1), leaf([6, 5], 2))
    let given = leaf([5, 6], 3).detach().transpose()
    w.grad = given
    x.linear(w).sum().backward()
    #expect(close(w.grad, given + Tensor.ones([8, 6]).transpose().matmul(x.detach())))
  }

  @Test func tiedWeights() {
    manualSeed(0)
    let (x, w) = (Tensor.randn([64, 20]), Tensor.randn([7, 20]))
    var tied = w
    tied.requiresGrad = true
    x.linear(tied).linear(tied.transpose()).sum().backward()
    let (ones, h) = (Tensor.ones([64, 20]), x.linear(w))
    let inner = ones.matmul(w.transpose()).transpose().matmul(x)
    #expect(close(tied.grad, inner + h.transpose().matmul(ones), 1e-3))
  }

  @Test func aPenaltyOnGradientsBesideAMean() {
    let (x, w) = (leaf([16, 40], 1, .float64), leaf([30, 40], 2, .float64))
    let y = x.linear(w)
    let slope = grad(of: (y * y).sum(), withRespectTo: [x], createGraph: true)[0]
    ((slope * slope).sum() + w.mean()).backward()
    let penalty = w.grad
    w.grad = nil
    let again = x.linear(w)
    let slopeAgain = grad(of: (again * again).sum(), withRespectTo: [x], createGraph: true)[0]
    (slopeAgain * slopeAgain).sum().backward()
    #expect(close(penalty, (w.grad ?? w) + 1.0 / 1200, 1e-12))
  }

  /// Products are kept unformed only while their factors take no more memory than the gradient.
  @Test func longBatchesAreFormedAtOnce() {
    for device in Device.all {
      var w = Tensor.ones([16, 16], device: device)
      w.requiresGrad = true
      let x = Tensor.ones([100, 16], device: device)
      x.linear(w).sum().backward()
      #expect(w.accumulatedGradient?.hasProducts == false)
      w.grad = nil
      for _ in 0..<10 { Tensor.ones([2, 16], device: device).linear(w).sum().backward() }
      #expect(close(w.grad?.to(.cpu), Tensor.full([16, 16], 20)))
    }
  }

  /// As in PyTorch, a gradient that can be differentiated stays so when a plain pass adds to it.
  @Test func aPlainPassKeepsTheHistoryOfAGradient() {
    let w = Tensor([3.0], requiresGrad: true)
    (w * w * w).sum().backward(createGraph: true)
    (w * 5).sum().backward()
    #expect(w.grad?.item() == 32)
    #expect(w.grad?.requiresGrad == true)
    let second = grad(of: w.grad ?? w, withRespectTo: [w])[0]
    #expect(second.item() == 18)
  }

  @Test func aReadDuringPassesLosesNothing() async {
    let w = leaf([64, 64], 1)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask {
          for _ in 0..<20 {
            Tensor.ones([1, 64]).linear(w).sum().backward()
            _ = w.grad
          }
        }
      }
    }
    #expect(w.grad?.amin().item() == 160)
    #expect(w.grad?.amax().item() == 160)
  }

  /// What is formed outside the lock is not put back over what came meanwhile; forming takes long here.
  @Test func aLongReadDuringPassesLosesNothing() async {
    let w = leaf([512, 512], 1)
    let x = Tensor.ones([1, 512])
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<4 {
        group.addTask {
          for _ in 0..<40 {
            x.linear(w).sum().backward()
            _ = w.grad
          }
        }
      }
    }
    #expect(w.grad?.amin().item() == 160)
    #expect(w.grad?.amax().item() == 160)
  }

  /// A result on its way is taken into the next product once.
  @Test func aWeightUsedTwiceAsAResult() {
    let (x, y, w) = (leaf([8, 5], 1), leaf([9, 5], 2), leaf([6, 5], 3))
    let slope = grad(of: x.linear(w).sum() + y.linear(w).sum(), withRespectTo: [w])[0]
    let rows = x.detach().sum(axis: 0) + y.detach().sum(axis: 0)
    #expect(close(slope, Tensor.ones([6, 1]) * rows))
  }
}

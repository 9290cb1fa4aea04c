import Kagami
import KagamiKernels
import TestSupport
import Testing

/// A weight's gradient that is formed late is the one that would have been formed at once.
@Suite(.wants("avx2", if: SkinnyProduct.isAvailable))
struct WeightProductTests {
  private func leaf(_ shape: Shape, _ seed: UInt64) -> Tensor {
    var tensor = Tensor.uniform(shape, -1, 1, generator: RandomGenerator(seed: seed))
    tensor.requiresGrad = true
    return tensor
  }

  private func pass(_ weight: Tensor, batch: Int, seed: UInt64) {
    let x = Tensor.uniform([batch, 256], -1, 1, generator: RandomGenerator(seed: seed))
    let y = x.linear(weight, nil)
    (y * y).sum().backward()
  }

  /// The gradient after some passes; read after each, so that it is formed at once, or in the end.
  private func gradient(batches: [Int], readingEach: Bool) -> [Float] {
    let weight = leaf([200, 256], 1)
    for (index, batch) in batches.enumerated() {
      pass(weight, batch: batch, seed: UInt64(index))
      if readingEach { _ = weight.grad }
    }
    return weight.grad?.array(of: Float.self) ?? []
  }

  @Test(arguments: [[1], [64], [300], [64, 64], [1, 1], [64, 1, 2, 64], [8, 8, 8, 8, 8, 8]])
  func readLateOrAtOnce(_ batches: [Int]) {
    let late = gradient(batches: batches, readingEach: false)
    #expect(late.count == 200 * 256)
    #expect(late == gradient(batches: batches, readingEach: true))
  }

  /// A backward pass forms nothing that is then thrown away.
  @Test func unreadCostsNothing() {
    let weight = leaf([200, 256], 1)
    let (_, log) = BLASLog.recording {
      pass(weight, batch: 16, seed: 1)
      weight.grad = nil
    }
    #expect(log.calls.count == 1)
    let (_, read) = BLASLog.recording {
      pass(weight, batch: 16, seed: 1)
      _ = weight.grad
      _ = weight.grad
    }
    #expect(read.calls.map(\.layout) == ["NT", "TN"])
  }

  /// So it is with the right factor of a product, which is how weights appear in gradients of gradients.
  @Test func rightFactorsToo() {
    let (weight, x) = (leaf([200, 256], 1), leaf([16, 200], 2))
    let y = x.matmul(weight)
    let (_, log) = BLASLog.recording { (y * y).sum().backward(inputs: [weight]) }
    #expect(log.calls.isEmpty)
    let (found, read) = BLASLog.recording { weight.grad }
    #expect(read.calls.map(\.layout) == ["TN"])
    let expected = noGrad { x.transpose().matmul(y * 2) }
    #expect(found?.array(of: Float.self) == expected.array(of: Float.self))
  }

  /// What is written to the input afterwards does not reach the gradient.
  @Test func factorsAreSnapshots() {
    let weight = leaf([200, 256], 1)
    var x = Tensor.ones([4, 256])
    x.linear(weight, nil).sum().backward()
    x *= 100
    #expect(weight.grad?.amax().item() == 4)
  }

  /// Gradients of other kinds gather beside products.
  @Test func amongOtherGradients() {
    let weight = leaf([200, 256], 1)
    (weight * 2).sum().backward()
    Tensor.ones([4, 256]).linear(weight, nil).sum().backward()
    (weight * 3).sum().backward()
    #expect(weight.grad?.amin().item() == 9)
    #expect(weight.grad?.amax().item() == 9)
  }
}

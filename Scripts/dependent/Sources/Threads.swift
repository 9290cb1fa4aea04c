import Foundation
import Kagami
import KagamiNN

/// The weights after some steps from a seed.
private func trained(_ seed: UInt64) -> [Double] {
  withGenerator(RandomGenerator(seed: seed)) {
    let model = Sequential(Linear(8, 16), BatchNorm1d(16), LeakyReLU(0.2), Linear(16, 1))
    let optimizer = Adam(model.parameters(), lr: 1e-2)
    for _ in 0..<4 {
      let x = Tensor.randn([12, 8])
      optimizer.zeroGrad()
      BCEWithLogitsLoss()(model(x), (x.sum(axis: 1, keepDims: true) .> 0).to(.float32)).backward()
      optimizer.step()
    }
    return model.stateDict().flatMap { $0.tensor.array(of: Double.self) }
  }
}

/// Results by number; a Swift `Mutex` is not seen by ThreadSanitizer.
private final class Results<Value>: @unchecked Sendable {
  private let lock = NSLock()
  private var values: [Int: Value] = [:]

  subscript(index: Int) -> Value? {
    get { lock.withLock { values[index] } }
    set { lock.withLock { values[index] = newValue } }
  }
}

func addThreads(to checks: inout Checks) {
  checks.right("models on many threads come out as one after another") {
    let results = Results<[Double]>()
    DispatchQueue.concurrentPerform(iterations: 16) { results[$0] = trained(UInt64($0)) }
    return (0..<16).allSatisfy { results[$0] == trained(UInt64($0)) }
  }
  checks.right("one spectral norm, evaluated by four threads") {
    // Modules are not Sendable; evaluation of one that no thread trains is right all the same.
    nonisolated(unsafe) let norm = SpectralNorm(Linear(30, 20))
    norm.eval()
    let x = Tensor.ones([4, 30])
    let expected = norm(x).array(of: Float.self)
    let results = Results<[Float]>()
    DispatchQueue.concurrentPerform(iterations: 40) { results[$0] = norm(x).array() }
    return (0..<40).allSatisfy { results[$0] == expected }
  }
  checks.right("large products on all threads") {
    let a = Tensor.ones([300, 400])
    let b = Tensor.ones([400, 500], requiresGrad: true)
    for _ in 0..<5 { a.matmul(b).sum().backward() }
    return b.grad?[0, 0].item() == 1500
  }
  checks.right("one graph's leaves from two tasks") {
    let w = Tensor.ones([64], requiresGrad: true)
    DispatchQueue.concurrentPerform(iterations: 8) { _ in (w * 2).sum().backward() }
    return w.grad?.array() == [Float](repeating: 16, count: 64)
  }
}

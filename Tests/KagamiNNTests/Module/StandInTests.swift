import Foundation
import Kagami
import KagamiNN
import Testing

/// What stands in for a parameter does so for one task, and leaves the parameter alone.
@Suite struct StandInTests {
  @Test func tasksMayEvaluateOneModuleAtOnce() {
    let model = withGenerator(RandomGenerator(seed: 3)) {
      Sequential(SpectralNorm(Linear(16, 16)), ReLU(), SpectralNorm(Linear(16, 4))).eval()
    }
    let x = Tensor.ones([2, 16])
    let expected = noGrad { model(x) }.array(of: Float.self)
    nonisolated(unsafe) let shared = model
    let wrong = Counter()
    DispatchQueue.concurrentPerform(iterations: 4) { _ in
      for _ in 0..<200 {
        let y = noGrad { shared(x) }.array(of: Float.self)
        if y != expected { wrong.increment() }
      }
    }
    #expect(wrong.value == 0)
  }

  private final class Counter: @unchecked Sendable {
    private let lock = NSLock()
    private var count = 0
    func increment() { lock.withLock { count += 1 } }
    var value: Int { lock.withLock { count } }
  }

  @Test func trainingReachesTheWrappedModuleAtOnce() {
    let inner = Linear(2, 2)
    let wrapper = SpectralNorm(inner)
    wrapper.eval()
    #expect(!inner.training)
    Sequential(wrapper).train()
    #expect(inner.training)
  }

  @Test func failedDryRunsLeaveNoTraces() {
    let inner = Linear(3, 2)
    let model = Sequential(SpectralNorm(inner), Dropout(0.5), BatchNorm1d(5))
    let before = model.stateDict().map { $0.tensor.array(of: Double.self) }
    #expect(throws: MisuseError.self) { try model.summary(inputShape: [4, 3]) }
    #expect(model.stateDict().map { $0.tensor.array(of: Double.self) } == before)
    #expect(inner.weight.requiresGrad)
    #expect(model.modules().allSatisfy { $0.training })
    #expect(throws: MisuseError.self) { try model.summary(inputShape: [4, 7]) }
    #expect(model.stateDict().map { $0.tensor.array(of: Double.self) } == before)
  }
}

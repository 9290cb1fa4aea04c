import Foundation
import Kagami
import KagamiNN
import Testing

/// Separate models trained on many threads at once are the same as trained one after another.
@Suite struct ConcurrencyTests {
  /// The weights and statistics after some steps, and how often the hooks were called.
  private static func trained(_ seed: UInt64) -> [Double] {
    withGenerator(RandomGenerator(seed: seed)) {
      let model = Sequential(
        Linear(8, 16), BatchNorm1d(16), ReLU(), Dropout(0.3), Linear(16, 1))
      var calls = 0.0
      model[0].registerForwardHook { _, _, _ in
        calls += 1
        return nil
      }
      model[4].registerFullBackwardHook { _, inputs, _ in inputs.map { $0.map { $0 * 0.5 } } }
      let optimizer = Adam(model.parameters(), lr: 1e-2)
      let criterion = BCEWithLogitsLoss()
      for _ in 0..<6 {
        let x = Tensor.randn([12, 8])
        optimizer.zeroGrad()
        criterion(model(x), (x.sum(axis: 1, keepDims: true) .> 0).to(.float32)).backward()
        optimizer.step()
      }
      return model.stateDict().flatMap { $0.tensor.array(of: Double.self) } + [calls]
    }
  }

  private final class Results: @unchecked Sendable {
    private let lock = NSLock()
    private var values: [Int: [Double]] = [:]
    func set(_ index: Int, _ value: [Double]) { lock.withLock { values[index] = value } }
    func value(_ index: Int) -> [Double]? { lock.withLock { values[index] } }
  }

  @Test func threadsDoNotDisturbOneAnother() {
    let results = Results()
    let group = DispatchGroup()
    for index in 0..<64 {
      group.enter()
      let thread = Thread {
        results.set(index, Self.trained(UInt64(index)))
        group.leave()
      }
      thread.stackSize = 2 << 20
      thread.start()
    }
    group.wait()
    for index in 0..<64 { #expect(results.value(index) == Self.trained(UInt64(index))) }
  }
}

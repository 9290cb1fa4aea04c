import Kagami
import KagamiKernels
import KagamiNN
import Testing

/// Whatever is dropped is freed: models, handles, graphs walked or not.
@Suite struct MemoryTests {
  /// Buffers in use after `body` beyond those before, in a process in which nothing else computes.
  private static func left(_ body: () -> Void) -> Int {
    body()
    let before = MemoryPool.statistics.live
    for _ in 0..<3 { body() }
    return MemoryPool.statistics.live - before
  }

  private static func model() -> Sequential {
    Sequential(Linear(200, 170), ReLU(inplace: true), BatchNorm1d(170), Dropout(), Linear(170, 1))
  }

  @Test func trainedModels() async {
    await #expect(processExitsWith: .success) {
      let left = Self.left {
        let model = Self.model()
        let optimizer = Adam(model.parameters())
        for _ in 0..<3 {
          optimizer.zeroGrad()
          (model(Tensor.randn([4, 200])) * 2).mean().backward()
          optimizer.step()
        }
        // Gradients that are never formed keep their factors.
        model(Tensor.randn([4, 200])).sum().backward()
      }
      #expect(left == 0)
    }
  }

  @Test func hooks() async {
    await #expect(processExitsWith: .success) {
      let left = Self.left {
        let model = Self.model()
        nonisolated(unsafe) var kept: [Tensor] = []
        // A discarded handle, hooks that hold tensors, and one that holds its own module.
        model.registerForwardHook { _, _, outputs in
          kept.append(outputs[0])
          return nil
        }
        model[0].registerFullBackwardHook { _, inputs, outputs in
          kept += (inputs + outputs).compactMap { $0 }
          return nil
        }
        model.parameters()[0].registerPostAccumulateGradHook { kept.append($0.value) }
        var x = Tensor.randn([4, 200])
        x.requiresGrad = true
        let y = model(x)
        y.registerHook { kept.append($0) }
        y.retainGrad()
        (y * y).sum().backward()
        kept = []
      }
      #expect(left == 0)
    }
  }

  @Test func recordedPassesThatEndBeforeTheInputs() async {
    await #expect(processExitsWith: .success) {
      let left = Self.left {
        let model = Self.model()
        model[0].registerFullBackwardHook { _, _, _ in nil }
        let x = Tensor.randn([4, 200], requiresGrad: true)
        let weight = model.parameters()[0].value
        _ = grad(of: model(x).sum(), withRespectTo: [weight], createGraph: true)
      }
      #expect(left == 0)
    }
  }

  @Test func graphs() async {
    await #expect(processExitsWith: .success) {
      let left = Self.left {
        let model = Self.model()
        // Never walked; walked and kept; walked in part; walked twice over.
        _ = model(Tensor.randn([4, 200])).sum()
        let kept = model(Tensor.randn([4, 200])).sum()
        kept.backward(retainGraph: true)
        var x = Tensor.randn([4, 200])
        x.requiresGrad = true
        let y = model(x)
        _ = grad(of: y.sum(), withRespectTo: [x], retainGraph: true)
        let slope = grad(of: y.sum(), withRespectTo: [x], createGraph: true)[0]
        (slope * slope).sum().backward()
      }
      #expect(left == 0)
    }
  }

  @Test func wrappersAndCaptures() async {
    await #expect(processExitsWith: .success) {
      let left = Self.left {
        let model = Sequential(SpectralNorm(Linear(200, 170)), ReLU(), Linear(170, 1))
        let (loss, seen) = model.captureActivations { model(Tensor.randn([4, 200])).sum() }
        #expect(seen.count == 3)
        loss.backward()
        _ = model.captureGradients { model(Tensor.randn([4, 200])).sum().backward() }
        let average = AveragedModel(of: Linear(20, 10), in: Linear(20, 10))
        average.updateParameters(Linear(20, 10))
      }
      #expect(left == 0)
    }
  }
}

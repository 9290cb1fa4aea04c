import Kagami
import KagamiNN
import Testing

/// The first number that is none stops the program, with the line of the forward pass.
@Suite struct AnomalyModeTests {
  private func text(_ result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }

  @Test func healthyNumbersPass() {
    let x = Tensor([1.0, 2], requiresGrad: true)
    let value = detectAnomaly {
      let y = (x.log() * x).sum()
      y.backward()
      return y.item()
    }
    #expect(value > 0 && x.grad != nil)
    // What is not recorded is not searched, and outside the mode nothing is.
    let quiet = detectAnomaly { noGrad { (x - 1).log() } }
    #expect(quiet.amin().item() == -.infinity)
    #expect((x - 2).log().array(of: Double.self)[0].isNaN)
  }

  @Test func infinitiesThatWereThereOrAreAllowedPass() {
    let x = Tensor([0.0, 1], requiresGrad: true)
    detectAnomaly(infinities: false) { x.log().sum().backward() }
    #expect(x.grad?.array(of: Double.self) == [.infinity, 1])
    let infinite = Tensor([Double.infinity, 1], requiresGrad: true)
    detectAnomaly { (infinite * 2).sum().backward() }
    #expect(infinite.grad?.array(of: Double.self) == [2, 2])
  }

  @Test func itSuspends() async {
    let x = Tensor([1.0, 2], requiresGrad: true)
    await detectAnomaly {
      await Task.yield()
      x.log().sum().backward()
    }
    #expect(x.grad?.array(of: Double.self) == [1, 0.5])
  }

  @Test func resultsNameTheOperationTheLineAndTheModule() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = detectAnomaly { Sequential(Outer())(Tensor([-1.0], requiresGrad: true)) }
    }
    let text = text(result)
    #expect(text.contains("log: Function 'log' returned nan values in its 0th output, of [1]"))
    #expect(text.contains("in module: sequential.0 (Outer)"))
    #expect(text.contains("AnomalyModeTests.swift:\(loggingLine)"), "\(text)")
    #expect(text.contains("hint: "))
  }

  @Test func gradientsNameTheLineOfTheForwardPass() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      detectAnomaly {
        let x = Tensor([0.0, 1], requiresGrad: true)
        // 0 · ∞: the root's slope at 0 is infinite, its weight 0.
        (Sequential(Root())(x) * Tensor([0.0, 1])).sum().backward()
      }
    }
    let text = text(result)
    #expect(
      text.contains(
        "sqrt: Function 'sqrtBackward' returned nan values in its 0th output: the gradient of input 0, of [2]"
      ), "\(text)")
    #expect(text.contains("in module: sequential.0 (Root)"))
    #expect(text.contains("AnomalyModeTests.swift:\(rootLine)"))
  }

  @Test(arguments: [
    "infinite result": "log: Function 'log' returned infinite values in its 0th output, of [2]",
    "infinite gradient": "sqrt: Function 'sqrtBackward' returned infinite values in its 0th output",
    "source":
      "multiply: Function 'multiply' returned nan values in its 0th output, of [2]; input 0, of [2]",
    "recorded outside": "run the forward pass inside detectAnomaly too",
    "product": "linear: Function 'linearBackward' returned nan values in its 1th output",
    "checkpoint": "sqrt: Function 'sqrtBackward' returned infinite values in its 0th output",
  ])
  func whatIsFound(_ name: String, _ problem: String) async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [name] in
      let x = Tensor([0.0, 1], requiresGrad: true)
      let y = x.sqrt()
      detectAnomaly {
        switch name {
        case "infinite result": _ = x.log()
        case "infinite gradient": x.sqrt().sum().backward()
        case "source": _ = Tensor([Double.nan, 1], requiresGrad: true) * 2
        case "recorded outside": y.sum().backward()
        case "product":
          let w = Tensor.ones([128, 128], requiresGrad: true)
          let z = Tensor.ones([1, 128]).linear(w)
          z.registerHook { $0 * Double.nan }
          z.sum().backward()
        default: checkpoint(x) { $0.sqrt() }.sum().backward()
        }
      }
    }
    #expect(text(result).contains(problem), "\(text(result))")
  }
}

// Functions of their own: a closure inside an exit test stands in a file that the macro makes.
private let loggingLine = #line + 2
private final class Outer: Module {
  override func forward(_ x: Tensor) -> Tensor { x.log() }
}

private let rootLine = #line + 2
private final class Root: Module {
  override func forward(_ x: Tensor) -> Tensor { x.sqrt() }
}

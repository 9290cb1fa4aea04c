import Kagami
import KagamiNN
import Testing

/// A summary counts what a model has and does, and finds what does not fit.
@Suite struct ModuleSummaryTests {
  @Test func tablesAreTorchinfos() throws {
    let model = Sequential(Linear(1000, 40), ReLU(), Linear(40, 3, bias: false), Softmax(axis: -1))
    let summary = try model.summary(inputShape: [64, 1000])
    #expect(
      summary.description == """
        ===========================================================
        Layer (type:depth-idx)   Output Shape   Param #   Mult-Adds
        ===========================================================
        Sequential               [64, 3]             --          --
        ├─Linear: 1-1            [64, 40]        40,040   2,560,000
        ├─ReLU: 1-2              [64, 40]            --          --
        ├─Linear: 1-3            [64, 3]            120       7,680
        ├─Softmax: 1-4           [64, 3]             --          --
        ===========================================================
        Total params: 40,160
        Trainable params: 40,160
        Non-trainable params: 0
        Total mult-adds: 2,567,680
        ===========================================================
        Input size (MB): 0.26
        Activations size (MB): 0.02
        Params size (MB): 0.16
        Estimated Total Size (MB): 0.44
        ===========================================================
        """)
  }

  /// A model with a layer used twice, one not used, a frozen one, and a product of its own.
  final class Odd: Module {
    let shared = Linear(4, 4)
    let unused = Sequential(Linear(4, 2))
    let mixing = Parameter(Tensor.ones([4, 3]))
    let frozen = Linear(3, 1)

    override func forward(_ x: Tensor) -> Tensor {
      frozen(shared(shared(x)).matmul(mixing.value))
    }
  }

  @Test func rowsAreCallsAndEveryParameterCountsOnce() throws {
    let model = Odd()
    model.frozen.setRequiresGrad(false)
    let summary = try model.summary(inputShape: [2, 5, 4])
    #expect(summary.inputShape == [2, 5, 4])
    #expect(
      summary.rows.map(\.typeName) == [
        "Odd", "Linear", "Linear", "Linear", "Sequential", "Linear",
      ])
    #expect(summary.rows.map(\.name) == ["", "shared", "shared", "frozen", "unused", "unused.0"])
    #expect(summary.rows.map(\.depth) == [0, 1, 1, 1, 1, 2])
    #expect(summary.rows.map(\.index) == [1, 1, 2, 3, 4, 1])
    #expect(summary.rows.map(\.isRepeated) == [false, false, true, false, false, false])
    #expect(summary.rows.map(\.parameterCount) == [12, 20, 0, 4, 0, 10])
    #expect(summary.rows.map(\.multiplyAdds) == [120, 160, 160, 30, 0, 0])
    #expect(
      summary.rows.map(\.outputShape) == [
        [2, 5, 1], [2, 5, 4], [2, 5, 4], [2, 5, 1], nil, nil,
      ])
    #expect(summary.parameterCount == 46)
    #expect(summary.trainableParameterCount == 42)
    #expect(summary.frozenParameterCount == 4)
    #expect(summary.multiplyAdds == 470)
    #expect(summary.inputBytes == 160)
    #expect(summary.activationBytes == 4 * (40 + 40 + 10))
    #expect(summary.parameterBytes == 184)
    #expect(summary.description.contains("(recursive)"))
  }

  @Test(arguments: [Device.cpu, .reference]) func inputsFollowTheParameters(_ device: Device) throws
  {
    let model = Sequential(Linear(4, 3)).to(.float64).to(device)
    let summary = try model.summary(inputShape: [0, 4])
    #expect(summary.rows[1].outputShape == [0, 3])
    #expect(try model.summary(inputShape: [5, 4]).inputBytes == 160)
    #expect(try model.summary(inputShape: [5, 4]).multiplyAdds == 60)
    #expect(throws: MisuseError.self) { try model.summary(inputShape: [5, 4], dtype: .float32) }
  }

  /// Draws numbers, and records whether it is in training.
  final class Noisy: Module {
    let layer = Linear(4, 4)
    private(set) var seen: [Bool] = []

    override func forward(_ x: Tensor) -> Tensor {
      seen.append(training && layer.training)
      return layer(x + Tensor.rand(x.shape))
    }
  }

  @Test func dryRunsLeaveNoTraces() throws {
    let generator = RandomGenerator(seed: 3)
    let model = Noisy()
    model.layer.eval()
    try withGenerator(generator) {
      _ = try model.summary(inputShape: [2, 4])
      #expect(throws: MisuseError.self) { try model.summary(inputShape: [2, 5]) }
    }
    #expect(
      Tensor.rand([4], generator: generator).array(of: Float.self)
        == Tensor.rand([4], generator: RandomGenerator(seed: 3)).array(of: Float.self))
    #expect(model.training)
    #expect(!model.layer.training)
    #expect(model.seen == [false, false])
    #expect(model.layer.weight.grad == nil)
    model.train()
    _ = model(Tensor.ones([2, 4]))
    #expect(model.seen == [false, false, true])
  }

  final class Discriminator: Module {
    let model = Sequential(Linear(4, 3), LeakyReLU(0.2), Linear(5, 1))

    override func forward(_ x: Tensor) -> Tensor { model(x) }
  }

  @Test func whatDoesNotFitIsThrownWithItsPath() {
    let model = Discriminator()
    for _ in 0..<20 {
      do {
        _ = try model.summary(inputShape: [2, 4])
        Issue.record("nothing was thrown")
      } catch {
        #expect(error.operation == "linear")
        #expect(error.problem == "an input of [2, 3] does not meet a weight of [1, 5] ([out, in])")
        #expect(error.modulePath == "discriminator.model.2 (Linear)")
        #expect(error.hint == "the input's last extent must be 5")
      }
    }
    #expect(throws: MisuseError.self) { try model.summary(inputShape: [-1, 4]) }
    #expect(throws: MisuseError.self) { try Module().summary(inputShape: [1]) }
    // What fits works after what did not.
    #expect((try? Sequential(Linear(4, 3)).summary(inputShape: [2, 4]))?.parameterCount == 15)
  }

  /// Makes a dry run of a part of itself.
  final class Checking: Module {
    let part = Sequential(Linear(4, 3))
    private(set) var path: String?

    override func forward(_ x: Tensor) -> Tensor {
      do throws(MisuseError) { _ = try part.summary(inputShape: [1, 5]) } catch {
        path = error.modulePath
      }
      return x
    }
  }

  @Test func pathsBeginWhereTheProgramIs() {
    let model = Checking()
    _ = model(Tensor.ones([1]))
    #expect(model.path == "checking.part.0 (Linear)")
  }

  /// In a process of its own, without other tests' counts.
  @Test func aMistakeLeavesTheCountingOff() async {
    await #expect(processExitsWith: .success) {
      _ = try? Discriminator().summary(inputShape: [2, 4])
      precondition(!ProductTally.isOn)
      let (_, count) = ProductTally.counting { Linear(4, 3)(Tensor.ones([2, 4])) }
      precondition(count == 0)
    }
  }
}

internal import Kagami
internal import KagamiData
internal import KagamiNN

/// The study of modules: why write `forward` in a class, and not just a function.
///
/// The same network as a plain function and as a `Module`: equal values and gradients, and then what only the
/// module gives, each carried out as the study runs.
public struct ForwardStudy: Study {
  /// The word for the command line.
  public let name = "forward"
  /// The question.
  public let title = "Why write forward in a class, and not just a function?"

  /// The study.
  public init() {}

  /// Nothing is trained.
  public func totalSteps(at scale: StudyScale) -> Int { scale.seeds }

  /// Carries it out, once for each seed; the page shows the first.
  public func run(
    on data: () throws -> StudyData, at scale: StudyScale, advance: @escaping () -> Void
  ) throws -> StudyReport {
    let measured = try (0..<scale.seeds).map { seed in
      defer { advance() }
      return try withGenerator(RandomGenerator(seed: UInt64(seed))) { try measure() }
    }
    return StudyReport(
      page: try page(measured), json: try StudyJSON.encode(measured, name: name, scale))
  }

  /// What was measured with one seed's weights.
  struct Measured: Codable {
    /// Elements of the output and of all gradients that differ between function and module, and how many
    /// there are.
    var differingValues = 0
    var values = 0
    var differingGradients = 0
    var gradients = 0
    var parameters: [Entry] = []
    /// Outputs that differ after weights were written to safetensors and read into another module.
    var differingAfterRestoring = 0
    /// What a misspelt name is answered with.
    var restoringError = ""
    /// The largest difference between the devices' outputs.
    var deviceDifference = 0.0
    var activations: [Statistics] = []
    var outputGradients: [Statistics] = []
    /// Hook calls that `module(x)` and `module.forward(x)` lead to.
    var hooksOfCall = 0
    var hooksOfForward = 0
    /// The share of outputs that differ between two calls, in training and in evaluation mode.
    var differingInTraining = 0.0
    var differingInEvaluation = 0.0
    var printed = ""
    var summary = ""

    struct Entry: Codable {
      var name: String
      var shape: String
      var count: Int
    }

    /// Figures of a layer's output or of the gradient there.
    struct Statistics: Codable {
      var name: String
      var shape: String
      var mean: Double
      var deviation: Double
    }
  }

  private func measure() throws -> Measured {
    var measured = Measured()
    let module = ForwardExample.Network()
    module.eval()
    let x = Tensor.randn([32, 100])
    compare(module, x, &measured)
    measured.parameters = module.namedParameters().map {
      .init(name: $0.name, shape: "\($0.parameter.shape)", count: $0.parameter.count)
    }
    try restore(module, x, &measured)
    observe(module, x, &measured)
    switchModes(module, x, &measured)
    measured.printed = "\(module)"
    measured.summary = "\(try module.summary(inputShape: [32, 100]))"
    measured.deviceDifference = deviceDifference(module, x)
    return measured
  }

  /// Values and gradients of the function and of the module.
  private func compare(_ module: Module, _ x: Tensor, _ measured: inout Measured) {
    let weights = module.parameters().map { parameter in
      var leaf = parameter.value.detach()
      leaf.requiresGrad = true
      return leaf
    }
    let (byFunction, byModule) = (ForwardExample.network(x, weights), module(x))
    (measured.differingValues, measured.values) = (
      Self.differing(byFunction, byModule), byModule.count
    )
    let slopes = grad(of: (byFunction * byFunction).sum(), withRespectTo: weights)
    module.zeroGrad()
    (byModule * byModule).sum().backward()
    for (slope, parameter) in zip(slopes, module.parameters()) {
      measured.differingGradients += parameter.grad.map { Self.differing(slope, $0) } ?? slope.count
      measured.gradients += slope.count
    }
    module.zeroGrad()
  }

  private func restore(_ module: Module, _ x: Tensor, _ measured: inout Measured) throws {
    let file = Safetensors.encode(module.stateDict())
    let other = ForwardExample.Network()
    other.eval()
    var state = try Safetensors.decode(file).tensors
    try other.loadStateDict(state)
    measured.differingAfterRestoring = noGrad { Self.differing(module(x), other(x)) }
    state[0].name = "model.0.wieght"
    do { try other.loadStateDict(state) } catch { measured.restoringError = "\(error)" }
  }

  private func observe(_ module: Module, _ x: Tensor, _ measured: inout Measured) {
    func statistics(_ tensors: NamedTensors) -> [Measured.Statistics] {
      tensors.map { name, tensor in
        let x = tensor.detach()
        return .init(
          name: name, shape: "\(x.shape)", mean: x.mean().item(), deviation: x.std().item())
      }
    }
    let (seen, gradients) = module.captureGradients {
      let (output, activations) = module.captureActivations { module(x) }
      (output * output).sum().backward()
      return activations
    }
    measured.activations = statistics(seen)
    measured.outputGradients = statistics(gradients)
    module.zeroGrad()
    let calls = HookCalls()
    let handle = module.registerForwardHook { _, _, _ in
      calls.count += 1
      return nil
    }
    _ = noGrad { module(x) }
    measured.hooksOfCall = calls.count
    _ = noGrad { module.forward(x) }
    measured.hooksOfForward = calls.count - measured.hooksOfCall
    handle.remove()
  }

  private final class HookCalls { var count = 0 }

  private func switchModes(_ module: Module, _ x: Tensor, _ measured: inout Measured) {
    func share() -> Double {
      noGrad { Double(Self.differing(module(x), module(x))) / Double(measured.values) }
    }
    module.train()
    measured.differingInTraining = share()
    module.eval()
    measured.differingInEvaluation = share()
  }

  private func deviceDifference(_ module: Module, _ x: Tensor) -> Double {
    let here = noGrad { module(x) }
    module.to(.reference)
    let there = noGrad { module(x.to(.reference)) }
    return (here - there.to(.cpu)).abs().amax().item()
  }

  /// Elements that differ.
  private static func differing(_ a: Tensor, _ b: Tensor) -> Int {
    Int((a.detach() .!= b.detach()).sum().item())
  }
}

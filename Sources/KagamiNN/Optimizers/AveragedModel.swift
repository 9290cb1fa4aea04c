public import Kagami

/// A module whose parameters are an average of those of a module in training.
///
/// ```swift
/// let average = AveragedModel(of: model, in: Classifier(), by: .exponential(decay: 0.999))
/// // after every optimizer.step():
/// average.updateParameters(model)
/// average(x)
/// ```
/// The first update takes the parameters as they are; the average before it is that of the module at
/// the time of making. Buffers follow the model's, or are averaged as well if wanted. The state has
/// PyTorch's names: `n_averaged`, then `module.…`. Source: Izmailov et al., 2018;
/// <https://docs.pytorch.org/docs/stable/optim.html#weight-averaging-swa-and-ema>.
public final class AveragedModel<Model: Module>: Module {
  /// The module that holds the average.
  public let module: Model
  /// How many updates there were.
  public var averagedCount: Int { counter.value.item(as: Int.self) }

  /// How an update weighs old and new; it may be replaced between updates.
  public var rule: AveragingRule {
    didSet { check(rule) }
  }

  private let useBuffers: Bool
  private let counter = Buffer(Tensor(0))

  /// What belongs together in the average and in a model.
  private struct Pairs {
    let parameters: [(average: Parameter, source: Parameter)]
    let buffers: [(average: Buffer, source: Buffer)]
  }

  /// An average of `model`.
  ///
  /// - Parameters:
  ///   - model: What is trained; it is not kept.
  ///   - copy: A module made like it, whose parameters are overwritten.
  ///   - rule: How an update weighs old and new; all updates alike unless given.
  ///   - useBuffers: Whether floating-point buffers are averaged too, not copied.
  public init(
    of model: Model, in copy: Model, by rule: AveragingRule = .mean, useBuffers: Bool = false
  ) {
    module = copy
    self.rule = rule
    self.useBuffers = useBuffers
    super.init()
    check(rule)
    let pairs = pairs(with: model)
    for (average, source) in pairs.parameters { average.assign(source.value.like(average.value)) }
    for (average, source) in pairs.buffers { average.assign(source.value.like(average.value)) }
  }

  private func check(_ rule: AveragingRule) {
    if case .exponential(let decay) = rule, !(0...1).contains(decay) {
      misuse("AveragedModel", "the decay cannot be \(decay)", hint: "use one in [0, 1]")
    }
  }

  /// Takes in the present parameters of a module made like the averaged one.
  public func updateParameters(_ model: Model) {
    let (pairs, count) = (pairs(with: model), averagedCount)
    for (average, source) in pairs.parameters {
      average.update { Self.combine(&$0, source.value.like($0), rule, count) }
    }
    for (average, source) in pairs.buffers {
      if useBuffers, average.dtype.isFloatingPoint {
        average.update { Self.combine(&$0, source.value.like($0), rule, count) }
      } else {
        average.assign(source.value.like(average.value))
      }
    }
    counter.assign(Tensor(count + 1))
  }

  private static func combine(
    _ average: inout Tensor, _ value: Tensor, _ rule: AveragingRule, _ count: Int
  ) {
    switch rule {
    case _ where count == 0: average = value
    case .mean: average.blend(towards: value, by: 1 / Double(count + 1))
    case .exponential(let decay): average.blend(towards: value, by: 1 - decay)
    case .custom(let combine): average = combine(average.detach(), value, count)
    }
  }

  public override func forward(_ x: Tensor) -> Tensor { module(x) }

  public override func forward(_ a: Tensor, _ b: Tensor) -> Tensor { module(a, b) }

  public override func forward(_ a: Tensor, _ b: Tensor, _ c: Tensor) -> Tensor {
    module(a, b, c)
  }

  public override func forward(_ inputs: [Tensor]) -> [Tensor] { module(inputs) }

  /// What belongs together now: a child may have been replaced since the last update.
  private func pairs(with model: Model) -> Pairs {
    let (averages, sources) = (HeldTensors(of: module), HeldTensors(of: model))
    func check(_ kind: String, _ average: [Shape], _ source: [Shape]) {
      if average == source { return }
      misuse(
        "AveragedModel", "\(kind) of \(source) do not fit an average of \(average)",
        hint: "the average is of a module made alike; replace a child in both")
    }
    check("parameters", averages.parameters.map(\.shape), sources.parameters.map(\.shape))
    check("buffers", averages.buffers.map(\.shape), sources.buffers.map(\.shape))
    return Pairs(
      parameters: Array(zip(averages.parameters, sources.parameters)),
      buffers: Array(zip(averages.buffers, sources.buffers)))
  }

  override var ownMembers: [Member]? {
    [.buffer("n_averaged", counter), .module("module", module)]
  }
}

extension Tensor {
  /// The same numbers without history, in another tensor's type and place.
  fileprivate func like(_ other: Tensor) -> Tensor { detach().to(other.dtype).to(other.device) }
}

/// How an ``AveragedModel`` weighs what it has and what comes.
public enum AveragingRule {
  /// `a ← a + (w − a)/(n + 1)`: the mean of all updates, for stochastic weight averaging.
  case mean
  /// `a ← decay·a + (1 − decay)·w`: an exponential moving average.
  case exponential(decay: Double)
  /// A function of the average, the parameter and the number of updates before.
  case custom((_ average: Tensor, _ parameter: Tensor, _ averagedCount: Int) -> Tensor)
}

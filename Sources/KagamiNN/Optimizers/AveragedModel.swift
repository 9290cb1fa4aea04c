public import Kagami

/// A module whose parameters are an average of those of a module in training.
///
/// ```swift
/// let average = AveragedModel(of: model, in: Classifier(), by: .exponential(decay: 0.999))
/// // after every optimizer.step():
/// average.updateParameters(model)
/// average(x)
/// ```
/// The first update takes the parameters as they are; before it, the average has those that the module
/// had at the time of making. Buffers are neither averaged nor copied, where PyTorch's follow the
/// module. Source: Izmailov et al., 2018;
/// <https://docs.pytorch.org/docs/stable/optim.html#weight-averaging-swa-and-ema>.
public final class AveragedModel<Model: Module>: Module {
  /// The module that holds the average.
  public let module: Model
  /// How many updates there were; set it when going on from a saved state.
  public var averagedCount = 0

  private let rule: AveragingRule

  /// An average of `model`.
  ///
  /// - Parameters:
  ///   - model: What is trained; it is not kept.
  ///   - copy: A module made like it, whose parameters are overwritten.
  ///   - rule: How an update weighs old and new; all updates alike unless given.
  public init(of model: Model, in copy: Model, by rule: AveragingRule = .mean) {
    module = copy
    self.rule = rule
    super.init()
    if case .exponential(let decay) = rule, !(0...1).contains(decay) {
      misuse("AveragedModel", "the decay cannot be \(decay)", hint: "use one in [0, 1]")
    }
    for (average, weight) in pairs(with: model) { Self.copy(weight, into: average) }
  }

  /// Takes in the present parameters of a module made like the averaged one.
  ///
  /// - Precondition: both have parameters of the same shapes in the same order.
  public func updateParameters(_ model: Model) {
    for (average, weight) in pairs(with: model) {
      if averagedCount == 0 {
        Self.copy(weight, into: average)
        continue
      }
      let value = weight.value.detach().to(average.dtype).to(average.device)
      switch rule {
      case .mean: average.update { $0.blend(towards: value, by: 1 / Double(averagedCount + 1)) }
      case .exponential(let decay): average.update { $0.blend(towards: value, by: 1 - decay) }
      case .custom(let combine):
        average.assign(noGrad { combine(average.value.detach(), value, averagedCount) })
      }
    }
    averagedCount += 1
  }

  public override func forward(_ x: Tensor) -> Tensor { module(x) }

  private static func copy(_ weight: Parameter, into average: Parameter) {
    average.assign(weight.value.detach().to(average.dtype).to(average.device))
  }

  private func pairs(with model: Model) -> [(Parameter, Parameter)] {
    let (averages, weights) = (module.parameters(), model.parameters())
    if averages.map(\.shape) != weights.map(\.shape) {
      misuse(
        "AveragedModel",
        "parameters of \(weights.map(\.shape)) do not fit an average of "
          + "\(averages.map(\.shape))")
    }
    return Array(zip(averages, weights))
  }
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

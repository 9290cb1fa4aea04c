/// The name of a number that an optimizer keeps for each group, in PyTorch's spelling.
///
/// ```swift
/// optimizer.groups[0].settings[.weightDecay]
/// ```
/// An optimizer of your own may have settings of its own: `OptimizerSetting(rawValue: "rho")`.
public struct OptimizerSetting: RawRepresentable, Hashable, Codable, Sendable {
  /// The name, such as `weight_decay`.
  public let rawValue: String

  /// A setting of any name.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// The learning rate.
  public static let lr = OptimizerSetting(rawValue: "lr")
  /// The rate before any schedule; written by the first scheduler.
  public static let initialLR = OptimizerSetting(rawValue: "initial_lr")
  /// The share of the velocity that is kept.
  public static let momentum = OptimizerSetting(rawValue: "momentum")
  /// The share of gradients that velocities do not take up.
  public static let dampening = OptimizerSetting(rawValue: "dampening")
  /// The factor by which weights shrink.
  public static let weightDecay = OptimizerSetting(rawValue: "weight_decay")
  /// Whether weights shrink by themselves instead of through their gradients.
  public static let decoupledWeightDecay = OptimizerSetting(rawValue: "decoupled_weight_decay")
  /// Whether Nesterov's look-ahead is used.
  public static let nesterov = OptimizerSetting(rawValue: "nesterov")
  /// Whether the objective is to grow.
  public static let maximize = OptimizerSetting(rawValue: "maximize")
  /// The share of the mean gradient that is kept.
  public static let beta1 = OptimizerSetting(rawValue: "beta1")
  /// The share of the mean square that is kept.
  public static let beta2 = OptimizerSetting(rawValue: "beta2")
  /// What is added to denominators.
  public static let eps = OptimizerSetting(rawValue: "eps")
  /// Whether the largest mean square so far is used.
  public static let amsgrad = OptimizerSetting(rawValue: "amsgrad")
  /// The share of the mean square that RMSprop keeps.
  public static let alpha = OptimizerSetting(rawValue: "alpha")
  /// Whether the variance takes the place of the mean square.
  public static let centered = OptimizerSetting(rawValue: "centered")
  /// How fast Adagrad's rate falls with the number of steps.
  public static let lrDecay = OptimizerSetting(rawValue: "lr_decay")
  /// What Adagrad's sums start from.
  public static let initialAccumulatorValue = OptimizerSetting(
    rawValue: "initial_accumulator_value")
}

/// The settings of a group, or the defaults of an optimizer: a number for each name.
///
/// Choices are 1 and 0.
public struct OptimizerSettings: Equatable, Codable, Sendable, ExpressibleByDictionaryLiteral {
  private var numbers: [String: Double] = [:]

  /// The settings of a literal such as `[.lr: 0.1, .momentum: 0.9]`.
  ///
  /// - Precondition: no name is given twice.
  public init(dictionaryLiteral elements: (OptimizerSetting, Double)...) {
    for (name, value) in elements { self[name] = value }
  }

  /// The number of a setting, or nil where there is none.
  public subscript(name: OptimizerSetting) -> Double? {
    get { numbers[name.rawValue] }
    set { numbers[name.rawValue] = newValue }
  }

  /// The names that have a number, in alphabetical order.
  public var names: [OptimizerSetting] {
    numbers.keys.sorted().map { OptimizerSetting(rawValue: $0) }
  }

  /// These settings, and for what they lack those of `defaults`.
  func filled(from defaults: OptimizerSettings) -> OptimizerSettings {
    var result = self
    result.numbers.merge(defaults.numbers) { own, _ in own }
    return result
  }
}

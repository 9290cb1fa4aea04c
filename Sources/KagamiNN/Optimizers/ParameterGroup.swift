internal import Kagami

/// Parameters that share their settings.
///
/// ```swift
/// let optimizer = Adam(
///   [
///     ParameterGroup(body.parameters()),
///     ParameterGroup(head.parameters(), lr: 1e-3, weightDecay: 0),
///   ], lr: 2e-4)
/// optimizer.groups[1].lr *= 0.1
/// ```
/// What a group does not set is the optimizer's default. Source:
/// <https://docs.pytorch.org/docs/stable/optim.html#per-parameter-options>.
public struct ParameterGroup {
  /// The members.
  public let parameters: [Parameter]
  /// The numbers behind the properties.
  public var settings: OptimizerSettings

  /// Parameters with settings of their own; nil leaves one to the optimizer.
  ///
  /// - Precondition: the optimizer that the group is given to knows every setting.
  public init(
    _ parameters: [Parameter], lr: Double? = nil, momentum: Double? = nil,
    dampening: Double? = nil, betas: (Double, Double)? = nil, eps: Double? = nil,
    alpha: Double? = nil, lrDecay: Double? = nil, initialAccumulatorValue: Double? = nil,
    weightDecay: Double? = nil, nesterov: Bool? = nil, amsgrad: Bool? = nil,
    centered: Bool? = nil, maximize: Bool? = nil
  ) {
    self.parameters = parameters
    var settings: OptimizerSettings = [:]
    settings[.lr] = lr
    settings[.momentum] = momentum
    settings[.dampening] = dampening
    settings[.beta1] = betas?.0
    settings[.beta2] = betas?.1
    settings[.eps] = eps
    settings[.alpha] = alpha
    settings[.lrDecay] = lrDecay
    settings[.initialAccumulatorValue] = initialAccumulatorValue
    settings[.weightDecay] = weightDecay
    settings[.nesterov] = nesterov.map { $0 ? 1 : 0 }
    settings[.amsgrad] = amsgrad.map { $0 ? 1 : 0 }
    settings[.centered] = centered.map { $0 ? 1 : 0 }
    settings[.maximize] = maximize.map { $0 ? 1 : 0 }
    self.settings = settings
  }

  /// The learning rate.
  public var lr: Double {
    get { number(.lr) }
    set { settings[.lr] = newValue }
  }
  /// The share of the velocity that is kept.
  public var momentum: Double {
    get { number(.momentum) }
    set { settings[.momentum] = newValue }
  }
  /// The shares of the mean gradient and of the mean square that are kept.
  public var betas: (Double, Double) {
    get { (number(.beta1), number(.beta2)) }
    set { (settings[.beta1], settings[.beta2]) = newValue }
  }
  /// The factor by which weights shrink.
  public var weightDecay: Double {
    get { number(.weightDecay) }
    set { settings[.weightDecay] = newValue }
  }
  /// What is added to denominators.
  public var eps: Double {
    get { number(.eps) }
    set { settings[.eps] = newValue }
  }
  /// Whether the objective is to grow.
  public var maximize: Bool {
    get { isOn(.maximize) }
    set { settings[.maximize] = newValue ? 1 : 0 }
  }

  /// The number of a setting.
  ///
  /// - Precondition: the group has it, as groups of an optimizer have all that it knows.
  public func number(_ name: OptimizerSetting) -> Double {
    guard let value = settings[name] else {
      misuse(
        "ParameterGroup", "there is no \(name.rawValue) here",
        hint: "read it from optimizer.groups, of an optimizer that has it")
    }
    return value
  }

  /// Whether a choice was made.
  ///
  /// - Precondition: the group has the setting.
  public func isOn(_ name: OptimizerSetting) -> Bool { number(name) != 0 }
}

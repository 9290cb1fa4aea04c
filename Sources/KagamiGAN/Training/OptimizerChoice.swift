internal import KagamiNN

/// The optimizer of both networks.
public enum OptimizerChoice: Sendable, Equatable {
  /// Adam; the second beta may change over the run.
  case adam(lr: Ramp, beta1: Double, beta2: Ramp)
  /// RMSprop.
  case rmsprop(lr: Ramp)
  /// Stochastic gradient descent.
  case sgd(lr: Ramp, momentum: Double)

  /// The learning rate.
  public var lr: Ramp {
    get {
      switch self {
      case .adam(let lr, _, _), .rmsprop(let lr), .sgd(let lr, _): lr
      }
    }
    set {
      switch self {
      case .adam(_, let beta1, let beta2): self = .adam(lr: newValue, beta1: beta1, beta2: beta2)
      case .rmsprop: self = .rmsprop(lr: newValue)
      case .sgd(_, let momentum): self = .sgd(lr: newValue, momentum: momentum)
      }
    }
  }

  /// The second beta, where there is one.
  var beta2: Ramp? {
    if case .adam(_, _, let beta2) = self { beta2 } else { nil }
  }

  /// An optimizer with the settings of a run's first step.
  func make(_ parameters: [Parameter]) -> Optimizer {
    switch self {
    case .adam(let lr, let beta1, let beta2):
      Adam(parameters, lr: lr.start, betas: (beta1, beta2.start))
    case .rmsprop(let lr): RMSprop(parameters, lr: lr.start)
    case .sgd(let lr, let momentum): SGD(parameters, lr: lr.start, momentum: momentum)
    }
  }

  /// Gives `optimizer`, made by this choice, the settings for a moment of the run.
  func set(_ optimizer: Optimizer, at progress: Double) {
    if !lr.isConstant { optimizer.lr = lr.value(at: progress) }
    if case .adam(_, let beta1, let beta2) = self, !beta2.isConstant {
      optimizer.groups[0].betas = (beta1, beta2.value(at: progress))
    }
  }
}

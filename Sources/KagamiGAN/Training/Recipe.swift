/// How the two networks are trained; the networks are the same in each.
///
/// ```swift
/// var plan = Recipe.hinge.plan()
/// plan.optimizer = .adam(lr: 1e-4, beta1: 0, beta2: 0.9)
/// ```
public enum Recipe: String, CaseIterable, Sendable, Codable {
  /// The textbook's: probabilities and binary cross-entropy, Adam 2e-4 with betas (0.5, 0.999).
  case classic
  /// Losses on logits, an R1 penalty on real images, Adam 1e-3 with betas (0, 0.99), a moving average of
  /// the generator's weights, and ``InitialWeights/kaimingFromMean``. If the steps of the run are given, the
  /// learning rate falls to a fifth over its second half.
  case fast
  /// The same for longer runs: the learning rate falls to a tenth and the penalty grows, both over the
  /// whole run, if its steps are given.
  case best
  /// ``OriginalLoss``, with Adam as in ``classic``.
  case original
  /// ``NonSaturatingLoss``, with Adam as in ``classic``.
  case nonSaturating = "non-saturating"
  /// The same with a target of 0.9 for real images.
  case smoothed
  /// ``LeastSquaresLoss``, with Adam as in ``classic``.
  case leastSquares = "least-squares"
  /// ``HingeLoss``, with Adam as in ``classic``.
  case hinge
  /// ``WassersteinLoss`` with five updates of a critic whose weights are clipped to ±0.01, RMSprop 5e-5.
  case wgan
  /// ``WassersteinLoss`` with five updates of a critic and a ``SlopePenalty``, Adam 1e-4 with betas
  /// (0, 0.9).
  case wganGP = "wgan-gp"
  /// ``RelativisticLoss`` with R1 and R2 penalties, Adam with betas (0, 0.99), and a moving average: the
  /// parts of R3GAN.
  case relativistic

  /// What the trainer does.
  ///
  /// - Parameter steps: The steps of the whole run; only recipes whose numbers change over it need them.
  public func plan(steps: Int? = nil) -> TrainingPlan {
    var plan = TrainingPlan(
      loss: loss, optimizer: .adam(lr: 2e-4, beta1: 0.5, beta2: 0.999))
    plan.steps = steps
    switch self {
    case .classic, .original, .nonSaturating, .smoothed, .leastSquares, .hinge: break
    case .fast:
      let lr = steps == nil ? 1e-3 : Ramp(1e-3, to: 2e-4, after: 0.5)
      plan.optimizer = .adam(lr: lr, beta1: 0, beta2: 0.99)
      plan.r1 = 0.3
      plan.average = .halfLife(images: 44_000, ofRun: 0.1)
      plan.initialWeights = .kaimingFromMean
    case .best:
      let lr = steps == nil ? 1e-3 : Ramp(1e-3, to: 1e-4)
      plan.optimizer = .adam(lr: lr, beta1: 0, beta2: 0.99)
      // What is learned fast under a small penalty would be learned by heart in a long run.
      plan.r1 = steps == nil ? 0.3 : Ramp(0.3, to: 1)
      plan.average = .halfLife(images: 150_000, ofRun: 0.1)
      plan.initialWeights = .kaimingFromMean
    case .wgan:
      plan.optimizer = .rmsprop(lr: 5e-5)
      plan.critic = TrainingPlan.Critic(bound: .clip(0.01))
    case .wganGP:
      plan.optimizer = .adam(lr: 1e-4, beta1: 0, beta2: 0.9)
      plan.critic = TrainingPlan.Critic(bound: .penalty(SlopePenalty(lambda: 10)))
    case .relativistic:
      plan.optimizer = .adam(lr: 1e-3, beta1: 0, beta2: 0.99)
      (plan.r1, plan.r2) = (10, 10)
      plan.average = .halfLife(images: 44_000, ofRun: 0.1)
    }
    return plan
  }

  /// Passes over MNIST's 60,000 images after which the recipe is at its best, or near enough.
  public var epochs: Int {
    switch self {
    case .fast: 6
    case .best: 60
    default: 20
    }
  }

  private var loss: any AdversarialLoss {
    switch self {
    case .classic: ClassicLoss()
    case .fast, .best, .nonSaturating: NonSaturatingLoss()
    case .original: OriginalLoss()
    case .smoothed: NonSaturatingLoss(realLabel: 0.9)
    case .leastSquares: LeastSquaresLoss()
    case .hinge: HingeLoss()
    case .wgan, .wganGP: WassersteinLoss()
    case .relativistic: RelativisticLoss()
    }
  }
}

internal import KagamiData

/// The study of optimizers: why Adam with β₁ = 0.5, and not its defaults, or plain descent.
///
/// The classic recipe with other betas, and with stochastic gradient descent, from Kaiming's weights: from its own, ten
/// passes over MNIST are too few for any of them.
public struct OptimizersStudy: Study {
  /// The word for the command line.
  public let name = "optimizers"
  /// The question.
  public let title = "Why Adam with β₁ = 0.5?"

  /// The study.
  public init() {}

  private static let classic = "Adam 0.5, 0.999"
  private static let momentum = "Adam 0.9, 0.999"
  private static let none = "Adam 0, 0.999"

  private static var comparison: ArmComparison {
    func arm(_ name: String, _ optimizer: OptimizerChoice) -> StudyArm {
      StudyArm(name) { steps in
        var plan = Recipe.classic.plan(steps: steps)
        plan.optimizer = optimizer
        plan.initialWeights = .kaiming
        return plan
      }
    }
    func adam(_ beta1: Double, _ beta2: Double) -> OptimizerChoice {
      .adam(lr: 2e-4, beta1: beta1, beta2: Ramp(beta2))
    }
    return ArmComparison(arms: [
      arm(classic, adam(0.5, 0.999)), arm(momentum, adam(0.9, 0.999)), arm(none, adam(0, 0.999)),
      arm("Adam 0.5, 0.99", adam(0.5, 0.99)), arm("Adam 0.5, 0.9", adam(0.5, 0.9)),
      arm("SGD 0.1", .sgd(lr: 0.1, momentum: 0)),
      arm("SGD 0.03", .sgd(lr: 0.03, momentum: 0)),
      // Steps that add up to those of rate 0.03.
      arm("SGD 0.015, momentum 0.5", .sgd(lr: 0.015, momentum: 0.5)),
      arm("SGD 0.003, momentum 0.9", .sgd(lr: 0.003, momentum: 0.9)),
    ])
  }

  /// Training steps over all arms and seeds.
  public func totalSteps(at scale: StudyScale) -> Int { Self.comparison.totalSteps(at: scale) }

  /// Carries it out.
  public func run(
    on data: () throws -> StudyData, at scale: StudyScale, advance: @escaping () -> Void
  ) throws -> StudyReport {
    try Self.comparison.report(
      of: self, on: data(), at: scale,
      about: """
        The classic recipe, binary cross-entropy of probabilities, from Kaiming's weights, with nothing else \
        changed but the optimizer of both networks. Adam's rate is 2e-4 throughout; rates of descent with \
        momentum are such that steps in one direction add up to those of 0.03 without.
        """, answer: Self.answer, advance: advance)
  }

  private static func answer(_ results: ArmComparison.Results) -> HTMLText {
    let base = results.finals(classic)
    func against(_ name: String) -> String {
      let other = results.finals(name)
      return "\(StudyWords.verdict(base, than: other)) than \(name) (\(StudyWords.spread(other)))"
    }
    var sentences = [
      "With betas 0.5 and 0.999 the Fréchet distance is \(StudyWords.spread(base)): "
        + "\(against(momentum)), \(against(none))."
    ]
    if let best = results.ranked.first {
      sentences.append(
        best.name == classic
          ? "No other setting was better on the mean."
          : "Best on the mean was \(best.name), with \(StudyWords.spread(best.finals(\.frechet))), "
            + "\(StudyWords.verdict(best.finals(\.frechet), than: base)).")
    }
    let descents = results.ranked.filter { $0.name.hasPrefix("SGD") }.map {
      "\($0.name) (\(StudyWords.spread($0.finals(\.frechet))))"
    }
    if !descents.isEmpty {
      sentences.append("Without Adam, the best first: \(StudyWords.list(descents)).")
    }
    if !results.diverged.isEmpty {
      sentences.append("Runs that diverged: \(StudyWords.list(results.diverged)).")
    }
    return HTMLText(sentences.joined(separator: " "))
  }
}

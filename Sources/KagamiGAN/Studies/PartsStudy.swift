internal import KagamiData
internal import KagamiNN

/// The study of a recipe's parts: what makes the digits better, one change at a time.
///
/// The base is the recipe `fast` with a learning rate that falls to a tenth over the run; every other arm
/// changes one thing of it.
public struct PartsStudy: Study {
  /// The word for the command line.
  public let name = "parts"
  /// The question.
  public let title = "Which parts of a recipe make the digits better?"

  /// The study.
  public init() {}

  static let base = "base"

  private static var comparison: ArmComparison {
    func arm(
      _ name: String, latent: Int = 100, _ change: @escaping @Sendable (inout TrainingPlan) -> Void
    ) -> StudyArm {
      StudyArm(name, latent: latent) { steps in
        var plan = Recipe.fast.plan(steps: steps)
        plan.optimizer = adam()
        change(&plan)
        return plan
      }
    }
    return ArmComparison(
      arms: [
        arm(base) { _ in },
        arm("PyTorch's weights") { $0.initialWeights = .linear },
        arm("not from the mean image") { $0.initialWeights = .kaiming },
        arm("constant rate") { $0.optimizer = adam(lr: 1e-3) },
        arm("rate falls along a cosine") { $0.optimizer = adam(lr: Ramp(1e-3, to: 1e-4, .cosine)) },
        arm("β₁ 0.5") { $0.optimizer = adam(beta1: 0.5) },
        arm("β₂ 0.999") { $0.optimizer = adam(beta2: 0.999) },
        arm("β₂ 0.9 to 0.99") { $0.optimizer = adam(beta2: Ramp(0.9, to: 0.99, .cosine)) },
        arm("γ 0.1") { $0.r1 = 0.1 },
        arm("γ 1") { $0.r1 = 1 },
        arm("γ 0.3 to 1") { $0.r1 = Ramp(0.3, to: 1) },
        arm("R1 and R2") { $0.r2 = 0.3 },
        arm("pairs, R1") { $0.loss = RelativisticLoss() },
        arm("pairs, R1 and R2") { ($0.loss, $0.r2) = (RelativisticLoss(), 0.3) },
        arm("pairs, R1 and R2, γ 3") {
          $0.loss = RelativisticLoss()
          ($0.r1, $0.r2) = (3, 3)
        },
        arm("hinge") { $0.loss = HingeLoss() },
        arm("least squares") { $0.loss = LeastSquaresLoss() },
        arm("longer average") { $0.average = .halfLife(images: 150_000, ofRun: 0.1) },
        arm("noise of 32 numbers", latent: 32) { _ in },
      ])
  }

  private static func adam(
    lr: Ramp = Ramp(1e-3, to: 1e-4), beta1: Double = 0, beta2: Ramp = 0.99
  ) -> OptimizerChoice { .adam(lr: lr, beta1: beta1, beta2: beta2) }

  /// Training steps over all arms and seeds.
  public func totalSteps(at scale: StudyScale) -> Int { Self.comparison.totalSteps(at: scale) }

  /// Carries it out.
  public func run(
    on data: () throws -> StudyData, at scale: StudyScale, advance: @escaping () -> Void
  ) throws -> StudyReport {
    try Self.comparison.report(
      of: self, on: data(), at: scale,
      about: """
        The base: losses on logits, R1 with γ = 0.3, Adam 1e-3 with betas 0 and 0.99, the rate falling to a \
        tenth over the run, an average with a half-life of 44,000 images, Kaiming's weights and the mean image \
        to begin with, noise of 100 numbers. Every other arm changes what its name says, and nothing else.
        """, answer: Self.answer, advance: advance)
  }

  /// The answer, computed from what was measured.
  static func answer(_ results: ArmComparison.Results) -> HTMLText {
    let figures = results.finals(base)
    let others = results.ranked.filter { $0.name != base }
    func named(_ arms: [ArmResult]) -> String {
      StudyWords.list(
        arms.map { "\($0.name) (\(StudyWords.spread($0.finals(\.frechet))))" })
    }
    let better = others.filter { $0.finals(\.frechet).isBelow(figures) }
    let worse = others.filter { figures.isBelow($0.finals(\.frechet)) }
    let equal = others.filter { arm in
      !better.contains { $0.name == arm.name } && !worse.contains { $0.name == arm.name }
    }
    var sentences = ["The base reaches a Fréchet distance of \(StudyWords.spread(figures))."]
    sentences.append(
      better.isEmpty
        ? "No change is better in every run." : "Better in every run: \(named(better)).")
    if !worse.isEmpty { sentences.append("Worse in every run: \(named(worse)).") }
    if !equal.isEmpty {
      sentences.append("No difference that holds in every run: \(named(equal)).")
    }
    if !results.diverged.isEmpty {
      sentences.append("Runs that diverged: \(StudyWords.list(results.diverged)).")
    }
    return HTMLText(sentences.joined(separator: " "))
  }
}

internal import KagamiData

/// The study of losses: which one two networks should compete for.
///
/// The family from the original game to relativistic pairing, each by its recipe, on the same two networks. All begin
/// with Kaiming's weights: from PyTorch's, ten passes over MNIST are too few for the recipes without penalties.
public struct LossesStudy: Study {
  /// The word for the command line.
  public let name = "losses"
  /// The question.
  public let title = "Which loss should two networks compete for?"

  /// The study.
  public init() {}

  private static var comparison: ArmComparison {
    let recipes = Recipe.allCases.filter { $0 != .best }
    return ArmComparison(
      arms: recipes.map { recipe in
        StudyArm(recipe.rawValue) { steps in
          var plan = recipe.plan(steps: steps)
          if plan.initialWeights == .linear { plan.initialWeights = .kaiming }
          return plan
        }
      })
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
        Each arm is a recipe of the command kagami train: a loss with the optimizer and penalties that its authors \
        gave it, from Kaiming's weights. A step takes in one batch of real images; those of wgan and wgan-gp \
        update the generator once in five.
        """, answer: Self.answer, advance: advance)
  }

  private static func answer(_ results: ArmComparison.Results) -> HTMLText {
    guard let best = results.ranked.first, let worst = results.ranked.last else {
      return "Every recipe diverged."
    }
    let figures = best.finals(\.frechet)
    var sentences = [
      "Best is \(best.name), with a Fréchet distance of \(StudyWords.spread(figures)); last is "
        + "\(worst.name), with \(StudyWords.spread(worst.finals(\.frechet)))."
    ]
    let rivals = results.ranked.dropFirst().filter { !figures.isBelow($0.finals(\.frechet)) }
    sentences.append(
      rivals.isEmpty
        ? "It is better than all others in every run."
        : "Its runs overlap with those of \(StudyWords.list(rivals.map(\.name))).")
    let (original, ns) = (
      results.finals(Recipe.original.rawValue), results.finals(Recipe.nonSaturating.rawValue)
    )
    sentences.append(
      "The original game is \(StudyWords.verdict(original, than: ns)) than the non-saturating one "
        + "(\(StudyWords.spread(original)) against \(StudyWords.spread(ns))).")
    if !results.diverged.isEmpty {
      sentences.append("Runs that diverged: \(StudyWords.list(results.diverged)).")
    }
    return HTMLText(sentences.joined(separator: " "))
  }
}

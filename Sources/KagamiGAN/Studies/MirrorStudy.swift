internal import KagamiData

/// The study of shapes: why the generator widens while the discriminator narrows.
///
/// The pair as it is, against both reversed, both of constant width, and each reversed alone, at matched
/// numbers of parameters, with recipe fast.
public struct MirrorStudy: Study {
  /// The word for the command line.
  public let name = "mirror"
  /// The question.
  public let title = "Why does the generator widen and the discriminator narrow?"

  /// The study.
  public init() {}

  static let mirror = "G widens, D narrows"
  static let reversed = "G narrows, D widens"
  static let constant = "both constant"
  static let reversedG = "both narrow"
  static let reversedD = "both widen"

  private static var comparison: ArmComparison {
    let (pixels, latent) = (784, 100)
    let (widening, narrowing) = ([256, 512, 1024], [1024, 512, 256])
    func generator(_ proportions: [Int]) -> [Int] {
      MatchedWidths.hidden(
        proportions, from: latent, to: pixels,
        parameters: MatchedWidths.parameters([latent] + widening + [pixels]))
    }
    func discriminator(_ proportions: [Int]) -> [Int] {
      MatchedWidths.hidden(
        proportions, from: pixels, to: 1,
        parameters: MatchedWidths.parameters([pixels] + narrowing + [1]))
    }
    func arm(_ name: String, _ hiddenG: [Int], _ hiddenD: [Int]) -> StudyArm {
      StudyArm(name, hiddenG: hiddenG, hiddenD: hiddenD) { Recipe.fast.plan(steps: $0) }
    }
    return ArmComparison(arms: [
      arm(mirror, widening, narrowing),
      arm(reversed, generator([4, 2, 1]), discriminator([1, 2, 4])),
      arm(constant, generator([1, 1, 1]), discriminator([1, 1, 1])),
      arm(reversedG, generator([4, 2, 1]), narrowing),
      arm(reversedD, widening, discriminator([1, 2, 4])),
    ])
  }

  /// Training steps over all arms and seeds.
  public func totalSteps(at scale: StudyScale) -> Int { Self.comparison.totalSteps(at: scale) }

  /// Carries it out.
  public func run(
    on data: () throws -> StudyData, at scale: StudyScale, advance: @escaping () -> Void
  ) throws -> StudyReport {
    let results = try Self.comparison.run(on: data(), at: scale, advance: advance)
    let page = try results.page(
      title: title, answer: answer(results),
      about: """
        Every pair has as many weights as the original, to half a per cent, the same data, noise and \
        recipe (fast). Spectra are of the layers' outputs before their functions, seen by hooks on the \
        layers: of the generator for noise, of the discriminator for real images.
        """, scale, more: sections(results, scale))
    return StudyReport(page: page, json: try StudyJSON.encode(results, name: name, scale))
  }
}

/// How much work a study does.
public struct StudyScale: Sendable, Codable, Equatable {
  /// Training steps of each run.
  public var steps: Int
  /// Images of a step.
  public var batch: Int
  /// Runs of each arm, which differ in their random numbers.
  public var seeds: Int
  /// Images that are generated for each score.
  public var samples: Int
  /// Scores over each run: after half as many steps each, up to its end.
  public var scores: Int

  /// A scale of one's own.
  ///
  /// - Parameters:
  ///   - steps: Training steps of each run.
  ///   - batch: Images of a step.
  ///   - seeds: Runs of each arm.
  ///   - samples: Images that are generated for each score.
  ///   - scores: Scores over each run.
  public init(steps: Int, batch: Int = 64, seeds: Int, samples: Int, scores: Int) {
    (self.steps, self.batch, self.seeds) = (steps, batch, seeds)
    (self.samples, self.scores) = (samples, scores)
  }

  /// The steps after which a run is scored: its last, half of it, a quarter of it, and so on.
  var scoredSteps: Set<Int> {
    Set((0..<max(scores, 1)).map { max(steps >> $0, 1) })
  }

  /// About a minute: enough to see that everything works, not to draw conclusions.
  public static let quick = StudyScale(steps: 250, seeds: 2, samples: 1000, scores: 4)
  /// Some minutes.
  public static let standard = StudyScale(steps: 1876, seeds: 3, samples: 5000, scores: 6)
  /// Ten passes over 60,000 images for each run.
  public static let full = StudyScale(steps: 9370, seeds: 3, samples: 10_000, scores: 10)
}

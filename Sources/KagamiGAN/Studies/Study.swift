public import KagamiData

/// A question, answered by an experiment that everyone can repeat.
public protocol Study: Sendable {
  /// The word by which the command line calls it.
  var name: String { get }
  /// The question, in a few words.
  var title: String { get }

  /// Training steps, over all arms and runs, that the study takes at a scale; progress counts them.
  func totalSteps(at scale: StudyScale) -> Int

  /// Carries it out.
  ///
  /// - Parameters:
  ///   - data: Gives what to train on and to compare with, where the study trains.
  ///   - scale: How much work to do.
  ///   - advance: Called after every training step.
  func run(
    on data: () throws -> StudyData, at scale: StudyScale, advance: @escaping () -> Void
  ) throws -> StudyReport
}

/// What a study has found.
public struct StudyReport: Sendable {
  /// The page, with its answer in the first paragraph.
  public var page: HTMLPage
  /// All measurements, as the bytes of a JSON file.
  public var json: [UInt8]

  /// Joins both.
  public init(page: HTMLPage, json: [UInt8]) { (self.page, self.json) = (page, json) }
}

import Foundation
import Kagami
import KagamiData
import Testing

@testable import KagamiGAN

/// Every study runs from beginning to end, counts its steps, and leaves a page and numbers.
@Suite struct StudyTests {
  private static let scale = StudyScale(steps: 4, batch: 4, seeds: 2, samples: 40, scores: 2)

  private func data() throws -> StudyData {
    let classifier = DigitClassifier()
    classifier.eval()
    return try StudyData(
      training: StrokeDigits.generate(count: 120, seed: 1),
      test: StrokeDigits.generate(count: 60, seed: 2), classifier: classifier)
  }

  private static let studies: [any Study] = [
    ForwardStudy(), LayersStudy(), MirrorStudy(), OptimizersStudy(), LossesStudy(),
    PartsStudy(), StackedStudy(samples: 50),
  ]

  @Test(arguments: 0..<studies.count) func pagesAndNumbers(_ index: Int) throws {
    let study = Self.studies[index]
    var steps = 0
    let report = try study.run(on: data, at: Self.scale) { steps += 1 }
    #expect(steps == study.totalSteps(at: Self.scale))
    let html = report.page.html()
    #expect(html.hasPrefix("<!DOCTYPE html>") && html.contains(study.title))
    #expect(report.page.lead.plain.count > 80)
    let file = try #require(
      try JSONSerialization.jsonObject(with: Data(report.json)) as? [String: Any])
    #expect(file["study"] as? String == study.name)
    #expect((file["scale"] as? [String: Int])?["steps"] == 4)
    #expect(file["results"] != nil)
  }

  @Test func theAnswerOnModes() throws {
    let page = try StackedStudy().page(
      [
        .init(name: "a", runs: [Self.run(900, 0.5), Self.run(910, 0.4)]),
        .init(name: "b", runs: [Self.run(999, 0.1), Self.run(1000, 0.09)]),
      ], Self.scale)
    let lead = page.lead.plain
    #expect(lead.contains("“b”, covers 1000 (999 to 1000) modes"))
    #expect(lead.contains("“a”: 905 (900 to 910)"))
    #expect(lead.contains("holds in every run"))
    let single = try StackedStudy().page(
      [
        .init(name: "a", runs: [Self.run(24, 0.5)]), .init(name: "b", runs: [Self.run(9, 0.6)]),
      ], Self.scale)
    #expect(
      single.lead.plain
        == "The best arm, “a”, covers 24 modes, divergence 0.500. “b”: 9 modes, divergence 0.600.")
  }

  private static func run(_ modes: Int, _ divergence: Double) -> StackedStudy.Run {
    .init(seed: 0, scores: [.init(step: 4, modes: modes, divergence: divergence)], seconds: 1)
  }

  @Test func scoredSteps() {
    #expect(
      StudyScale(steps: 9370, seeds: 1, samples: 1, scores: 4).scoredSteps == [
        9370, 4685, 2342, 1171,
      ])
    #expect(StudyScale(steps: 1, seeds: 1, samples: 1, scores: 5).scoredSteps == [1])
  }
}

/// Answers follow the measurements, whatever they are.
@Suite struct StudyAnswerTests {
  func arm(_ name: String, _ distances: [Double]) -> ArmResult {
    ArmResult(
      name: name, parametersG: 1, parametersD: 1, operationsPerImage: 1,
      runs: distances.map { distance in
        var run = ArmRun(seed: 0)
        run.scores = [
          ArmScore(
            step: 1, seconds: 1, operations: 1, frechet: distance, labelDivergence: 0, modes: 10,
            confidence: 1)
        ]
        if distance.isNaN { run.failure = "diverged" }
        return run
      })
  }

  private func mirror(_ distances: [String: [Double]]) -> String {
    let names = [
      MirrorStudy.mirror, MirrorStudy.reversed, MirrorStudy.constant, MirrorStudy.reversedG,
      MirrorStudy.reversedD,
    ]
    let arms = names.map { arm($0, distances[$0] ?? [10, 11]) }
    return MirrorStudy().answer(.init(arms: arms)).plain
  }

  @Test func theMirrorMayWinLoseOrTie() {
    #expect(mirror([MirrorStudy.mirror: [1, 2]]).contains("it is the right one"))
    #expect(mirror([:]).contains("no difference that holds for every seed"))
    #expect(
      mirror([MirrorStudy.constant: [1, 2]]).contains("“both constant” is better in every run"))
    #expect(
      mirror([MirrorStudy.reversed: [20, 30]]).contains(
        "better in every run than “G narrows, D widens”"))
  }

  @Test func layersMayNotPay() {
    func answer(_ single: [Double], _ stacked: [Double]) -> String {
      let arms = [
        arm(LayersStudy.single, single), arm(LayersStudy.stacked, stacked),
        arm(LayersStudy.linear, [50, 60]),
      ]
      let score = arm("", [40]).runs[0].scores[0]
      return LayersStudy().answer(.init(arms: arms, sampler: .init(score: score))).plain
    }
    #expect(answer([30, 40], [1, 2]).hasPrefix("Four stacked layers are better in every run"))
    #expect(answer([1, 2], [30, 40]).hasPrefix("Four stacked layers are worse in every run"))
    #expect(answer([1, 2], [30, .nan]).hasPrefix("Four stacked layers are not comparable"))
    #expect(
      answer([30, 40], [1, 70]).contains(
        "With 4 layers, 1 of 2 runs ended above the mean of one layer."))
  }
}

/// The study of parts sorts its arms by what holds in every run.
@Suite struct PartsStudyTests {
  private func arm(_ name: String, _ distances: [Double]) -> ArmResult {
    StudyAnswerTests().arm(name, distances)
  }

  @Test func armsAreSorted() {
    let answer = PartsStudy.answer(
      .init(arms: [
        arm(PartsStudy.base, [5, 6]), arm("a", [3, 4]), arm("b", [7, 8]), arm("c", [5.5, 7]),
        arm("d", [1, .nan]),
      ])
    ).plain
    #expect(
      answer == """
        The base reaches a Fréchet distance of 5.50 (5.00 to 6.00). Better in every run: a (3.50 (3.00 to \
        4.00)). Worse in every run: b (7.50 (7.00 to 8.00)). No difference that holds in every run: c (6.25 \
        (5.50 to 7.00)). Runs that diverged: d.
        """)
  }
}

/// Runs are reproducible, and end where a loss is not finite.
@Suite struct ArmRunnerTests {
  @Test func aDivergedRunIsReported() throws {
    let classifier = DigitClassifier()
    classifier.eval()
    let data = try StudyData(
      training: StrokeDigits.generate(count: 20, seed: 1),
      test: StrokeDigits.generate(count: 60, seed: 2), classifier: classifier)
    var steps = 0
    let runner = ArmRunner(
      data: data, scale: StudyScale(steps: 6, batch: 4, seeds: 1, samples: 40, scores: 1)
    ) { steps += 1 }
    let result = try runner.run(
      StudyArm("wild") { _ in
        TrainingPlan(loss: WassersteinLoss(), optimizer: .sgd(lr: 1e30, momentum: 0))
      })
    #expect(steps == 6)
    #expect(result.runs[0].failure?.contains("not finite") == true)
    #expect(result.finals(\.frechet).mean.isNaN)
    #expect(!StudyTables(arms: [result], scale: .quick).failures.isEmpty)
  }
}

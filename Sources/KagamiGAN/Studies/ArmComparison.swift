internal import KagamiData

/// What studies share that compare arms by nothing but their scores.
struct ArmComparison {
  let arms: [StudyArm]

  func totalSteps(at scale: StudyScale) -> Int { arms.count * scale.seeds * scale.steps }

  /// The results of every arm, in order.
  func run(
    on data: StudyData, at scale: StudyScale, advance: @escaping () -> Void
  ) throws -> Results {
    let runner = ArmRunner(data: data, scale: scale, advance: advance)
    return Results(arms: try arms.map { try runner.run($0) })
  }

  /// Carries out a study whose page has nothing but what the arms share.
  func report(
    of study: some Study, on data: StudyData, at scale: StudyScale, about: HTMLText,
    answer: (Results) -> HTMLText, advance: @escaping () -> Void
  ) throws -> StudyReport {
    let results = try run(on: data, at: scale, advance: advance)
    let page = try results.page(
      title: study.title, answer: answer(results), about: about, scale)
    return StudyReport(
      page: page, json: try StudyJSON.encode(results, name: study.name, scale))
  }

  /// Everything that was measured.
  struct Results: Encodable {
    var arms: [ArmResult]

    /// A figure of the last scores of an arm.
    func finals(_ name: String, _ figure: (ArmScore) -> Double? = \.frechet) -> Spread {
      arms.first { $0.name == name }?.finals(figure) ?? Spread([])
    }

    /// The arms whose runs all came to their end, best Fréchet distance first.
    var ranked: [ArmResult] {
      arms.filter { !$0.finals(\.frechet).mean.isNaN }
        .sorted { $0.finals(\.frechet).mean < $1.finals(\.frechet).mean }
    }

    /// The arms of which a run diverged.
    var diverged: [String] {
      arms.filter { $0.runs.contains { $0.failure != nil } }.map(\.name)
    }
  }
}

extension ArmComparison.Results {
  /// A page with the scores, their course, images, losses and costs of every arm.
  func page(
    title: String, answer: HTMLText, about: HTMLText, _ scale: StudyScale,
    more: [HTMLSection] = []
  ) throws -> HTMLPage {
    let tables = StudyTables(arms: arms, scale: scale)
    return HTMLPage(
      title: title, lead: answer, blocks: [.paragraph(about)],
      sections: [
        HTMLSection(
          "Scores",
          blocks: [.table(tables.scores(caption: "Generators at the end of training"))]
            + tables.failures),
        HTMLSection(
          "Over the training",
          blocks: [.figures(tables.courses())]),
      ] + more + [
        HTMLSection("Images", blocks: [.figures(try tables.grids())]),
        HTMLSection("Losses", blocks: [.figures(tables.losses())]),
        HTMLSection("Costs", blocks: [.table(tables.costs(caption: "What each arm costs"))]),
      ])
  }
}

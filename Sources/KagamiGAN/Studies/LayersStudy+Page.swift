internal import KagamiData

extension LayersStudy {
  /// The page of a carried out study.
  func page(_ measured: Measured, _ scale: StudyScale) throws -> HTMLPage {
    let tables = StudyTables(arms: measured.arms, scale: scale)
    let sections = [
      HTMLSection(
        "Scores",
        blocks: [
          .table(tables.scores(caption: "Generators at the end of training")),
          .paragraph(samplerText(measured.sampler)),
        ] + tables.failures),
      HTMLSection(
        "Four linear layers are one", blocks: try collapseBlocks(measured)),
      HTMLSection(
        "Over the training",
        blocks: [
          .figures(tables.courses()),
          .figure(
            tables.curves(
              title: "Fréchet distance by cost", label: "distance",
              alt: "Fréchet distance over the operations spent", by: { $0.operations / 1e12 },
              axisLabel: "TFLOP of products", { $0.frechet })),
          .table(reachTable(measured)),
        ]),
      HTMLSection("Images", blocks: [.figures(try tables.grids() + [measured.sampler.figure()])]),
      HTMLSection("Losses", blocks: [.figures(tables.losses())]),
      HTMLSection("Costs", blocks: [.table(tables.costs(caption: "What each generator costs"))]),
    ]
    return HTMLPage(
      title: title, lead: answer(measured), sections: sections)
  }

  /// The answer, computed from what was measured.
  func answer(_ measured: Measured) -> HTMLText {
    func frechet(_ name: String) -> Spread { measured.frechet(name) }
    let (single, stacked, linear) = (
      frechet(Self.single), frechet(Self.stacked), frechet(Self.linear)
    )
    let names = measured.arms.map(\.name).filter { $0 != Self.linear }
    let best = names.min { frechet($0).mean < frechet($1).mean } ?? Self.stacked
    var text = HTMLText(
      """
      Four stacked layers are \(StudyWords.verdict(stacked, than: single)) than one linear layer: a \
      Fréchet distance of \(StudyWords.spread(stacked)) against \(StudyWords.spread(single)).
      """)
    text =
      text
      + HTMLText(
        """
         The closed-form linear sampler, which needs no training, has \
        \(StudyWords.number(measured.sampler.score.frechet)). Four layers without a function between them \
        are \(StudyWords.verdict(linear, than: stacked)) than four with ReLU, at \(StudyWords.spread(linear))
        """)
    if let collapse = measured.collapse {
      text =
        text
        + HTMLText(
          """
          : they are one matrix of rank \(collapse.rank), to \
          \(StudyWords.number(collapse.difference * 1e6)) millionths of the largest output
          """)
    }
    text =
      text
      + HTMLText(
        """
        . Of the stacks, \(best) was best on the mean (\(StudyWords.spread(frechet(best)))).
        """)
    return text + lostRuns(measured)
  }

  /// Which stacks ended above one layer in some of their runs: a stack can lose the game altogether.
  private func lostRuns(_ measured: Measured) -> HTMLText {
    let bound = measured.frechet(Self.single).mean
    return measured.arms.reduce(HTMLText("")) { text, arm in
      let finals = arm.finals(\.frechet).values
      let lost = finals.count { $0 > bound || $0.isNaN }
      guard arm.name != Self.single, arm.name != Self.linear, lost > 0 else { return text }
      return text
        + HTMLText(
          " With \(arm.name), \(lost) of \(finals.count) runs ended above the mean of one layer.")
    }
  }

  private func samplerText(_ sampler: Sampler) -> HTMLText {
    let score = sampler.score
    return HTMLText(
      """
      The PCA sampler, fitted in \(StudyWords.number(score.seconds)) s: Fréchet distance \
      \(StudyWords.number(score.frechet)), KL of labels \(StudyWords.number(score.labelDivergence)), \
      precision \(StudyWords.number(score.precision ?? .nan)), recall \
      \(StudyWords.number(score.recall ?? .nan)).
      """)
  }

  private func collapseBlocks(_ measured: Measured) throws -> [HTMLBlock] {
    guard let collapse = measured.collapse else { return [.paragraph("Its run diverged.")] }
    let values = collapse.singularValues
    let chart = LineChart(
      title: "Singular values of the product of four weights", xLabel: "number", yLabel: "value",
      series: [
        .init(
          name: "product", x: values.indices.map { Double($0 + 1) },
          y: values.map { max($0, 1e-12) })
      ], yAxis: .logarithmic)
    return [
      .paragraph(
        """
        A linear layer after a linear layer is a linear layer: W₄(W₃(W₂(W₁z + b₁) + b₂) + b₃) + b₄ = Az + c \
        with A = W₄W₃W₂W₁. After training, A is a matrix of 784 × 100 of numerical rank \(collapse.rank), \
        however many units stand between, and its outputs are those of the four layers to \
        \(StudyWords.number(collapse.difference)) of the largest.
        """),
      .figure(HTMLFigure(chart, alt: "The singular values of the one matrix, falling")),
    ]
  }

  /// What it takes to be better than the best linear generator.
  private func reachTable(_ measured: Measured) -> HTMLTable {
    let goal = min(
      measured.frechet(Self.single).mean.isNaN ? .infinity : measured.frechet(Self.single).mean,
      measured.sampler.score.frechet)
    func first(_ run: ArmRun) -> ArmScore? { run.scores.first { $0.frechet <= goal } }
    func cell(_ arm: ArmResult, _ figure: (ArmScore) -> Double) -> HTMLCell {
      let scores = arm.runs.map(first)
      let reached = scores.compactMap { $0.map(figure) }
      guard reached.count == scores.count else { return .missing }
      let spread = Spread(reached)
      return .spread(spread.mean, spread.deviation)
    }
    return HTMLTable(
      caption: HTMLText(
        "What it takes to reach a Fréchet distance of \(StudyWords.number(goal)), the best of one layer"
      ),
      columns: [
        .text("arm"), .number("steps", decimals: 0), .number("seconds", unit: "s", decimals: 1),
        .number("products", unit: "TFLOP", decimals: 2),
      ],
      rows: measured.arms.map { arm in
        [
          .text(HTMLText(arm.name)), cell(arm) { Double($0.step) }, cell(arm, \.seconds),
          cell(arm) { $0.operations / 1e12 },
        ]
      },
      note: "The first scored moment at which a run is as good; nothing where a run never was.")
  }
}

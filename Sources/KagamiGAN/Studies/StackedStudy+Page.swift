internal import KagamiData

extension StackedStudy {
  /// The page of a carried out study.
  func page(_ results: [Result], _ scale: StudyScale) throws -> HTMLPage {
    HTMLPage(
      title: title, lead: answer(results),
      blocks: [
        .paragraph(
          """
          Each image is three digits, its colour channels, so there are 1,000 kinds. The networks are those \
          of all other studies, with 2352 pixels in place of 784 and Kaiming's weights to begin with. A classifier of single digits names the \
          kind of each of \(samples) generated images.
          """)
      ],
      sections: [
        HTMLSection("Scores", blocks: [.table(table(results, scale))] + failures(results)),
        HTMLSection(
          "Over the training",
          blocks: [
            .figures([
              curves(results, "Modes of 1,000", "modes") { Double($0.modes) },
              curves(results, "Divergence of kinds", "nats") { $0.divergence },
            ])
          ]),
        HTMLSection(
          "Images",
          blocks: [
            .paragraph("The three channels of each image stand side by side."),
            .figures(
              try results.filter { !$0.grid.isEmpty }.map {
                try HTMLFigure(
                  png: $0.grid, alt: "24 generated triples of digits, arm \($0.name)",
                  caption: HTMLText($0.name))
              }),
          ]),
      ])
  }

  /// The answer, computed from what was measured.
  func answer(_ results: [Result]) -> HTMLText {
    let whole = results.filter { !$0.finals(\.divergence).mean.isNaN }
    guard
      let best = whole.min(by: { $0.finals(\.divergence).mean < $1.finals(\.divergence).mean })
    else { return "Every arm diverged." }
    func figures(_ result: Result) -> String {
      "\(StudyWords.count(result.finals { Double($0.modes) })) modes, divergence "
        + StudyWords.spread(result.finals(\.divergence))
    }
    var sentences = ["The best arm, “\(best.name)”, covers \(figures(best))."]
    for result in results where result.name != best.name {
      sentences.append(
        result.finals(\.divergence).mean.isNaN
          ? "“\(result.name)” diverged." : "“\(result.name)”: \(figures(result)).")
    }
    let others = whole.filter { $0.name != best.name }
    let isClear = others.allSatisfy {
      best.finals(\.divergence).isBelow($0.finals(\.divergence))
    }
    if best.runs.count > 1 {
      sentences.append(
        isClear ? "Its lead holds in every run." : "The runs of the best arms overlap.")
    }
    return HTMLText(sentences.joined(separator: " "))
  }

  private func table(_ results: [Result], _ scale: StudyScale) -> HTMLTable {
    func cell(_ spread: Spread) -> HTMLCell {
      spread.mean.isNaN ? .missing : .spread(spread.mean, spread.deviation)
    }
    var table = HTMLTable(
      caption: "Modes covered at the end of training",
      columns: [
        .text("arm"), .number("modes", unit: "of 1,000", decimals: 0),
        .number("divergence", unit: "nats", decimals: 3),
        .number("training", unit: "s", decimals: 0),
      ],
      rows: results.map { result in
        let seconds = Spread(result.runs.map(\.seconds))
        return [
          .text(HTMLText(result.name)), cell(result.finals { Double($0.modes) }),
          cell(result.finals(\.divergence)), cell(seconds),
        ]
      },
      note: "Means ± deviations over \(scale.seeds) runs of \(scale.steps) steps.")
    table.markBest(column: 1, .greatest)
    table.markBest(column: 2, .least)
    return table
  }

  private func failures(_ results: [Result]) -> [HTMLBlock] {
    let lines = results.flatMap { result in
      result.runs.compactMap { run in
        run.failure.map { HTMLText("\(result.name), seed \(run.seed): \($0)") }
      }
    }
    return lines.isEmpty ? [] : [.list(lines)]
  }

  private func curves(
    _ results: [Result], _ title: String, _ label: String, _ figure: (Score) -> Double
  ) -> HTMLFigure {
    let series = results.compactMap { result -> LineChart.Series? in
      let runs = result.runs.filter { $0.failure == nil }
      guard let first = runs.first else { return nil }
      return LineChart.Series(
        name: result.name, x: first.scores.map { Double($0.step) },
        runs: runs.map { $0.scores.map(figure) })
    }
    return HTMLFigure(
      LineChart(title: title, xLabel: "step", yLabel: label, series: series),
      alt: "\(title) of every arm over the training steps")
  }
}

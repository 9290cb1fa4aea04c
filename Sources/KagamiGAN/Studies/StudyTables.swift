internal import KagamiData

/// The tables and charts that studies of arms share.
struct StudyTables {
  let arms: [ArmResult]
  let scale: StudyScale

  /// The last scores of every arm: means and deviations over the runs.
  func scores(caption: HTMLText) -> HTMLTable {
    let columns:
      [(name: String, decimals: Int, best: HTMLTable.Extreme, figure: (ArmScore) -> Double?)] = [
        ("Fréchet", 1, .least, { $0.frechet }),
        ("label KL", 3, .least, { $0.labelDivergence }),
        ("digits", 0, .greatest, { Double($0.modes) }),
        ("precision", 2, .greatest, { $0.precision }),
        ("recall", 2, .greatest, { $0.recall }),
      ]
    var table = HTMLTable(
      caption: caption,
      columns: [.text("arm")] + columns.map { .number($0.name, decimals: $0.decimals) },
      rows: arms.map { arm in
        [HTMLCell.text(HTMLText(arm.name))] + columns.map { Self.cell(arm.finals($0.figure)) }
      },
      note: """
        Means ± deviations over \(scale.seeds) runs of \(scale.steps) steps, each scored on \
        \(scale.samples) images. The Fréchet distance, precision and recall are in the features of a \
        classifier, compared with the test images.
        """)
    for (index, column) in columns.enumerated() { table.markBest(column: index + 1, column.best) }
    return table
  }

  private static func cell(_ spread: Spread) -> HTMLCell {
    spread.values.allSatisfy(\.isNaN) ? .missing : .spread(spread.mean, spread.deviation)
  }

  /// What every arm costs.
  func costs(caption: HTMLText) -> HTMLTable {
    HTMLTable(
      caption: caption,
      columns: [
        .text("arm"), .number("generator", unit: "parameters"),
        .number("discriminator", unit: "parameters"),
        .number("weights and moments", unit: "MB", decimals: 1),
        .number("products", unit: "MFLOP an image", decimals: 1),
        .number("training", unit: "s a run", decimals: 1),
      ],
      rows: arms.map { arm in
        let parameters = arm.parametersG + arm.parametersD
        return [
          .text(HTMLText(arm.name)), .number(Double(arm.parametersG)),
          .number(Double(arm.parametersD)),
          // A weight, its gradient and two moments of four bytes.
          .number(Double(16 * parameters) / 1e6), .number(arm.operationsPerImage / 1e6),
          Self.cell(arm.finals { $0.seconds }),
        ]
      })
  }

  /// A score over the training of every arm, the range of the runs as a band.
  func curves(
    title: String, label: String, alt: String, caption: HTMLText? = nil, isLogarithmic: Bool = true,
    by axis: (ArmScore) -> Double = { Double($0.step) }, axisLabel: String = "step",
    _ figure: (ArmScore) -> Double
  ) -> HTMLFigure {
    let series = arms.compactMap { arm -> LineChart.Series? in
      let runs = arm.runs.filter { $0.failure == nil }
      guard let first = runs.first else { return nil }
      return LineChart.Series(
        name: arm.name, x: first.scores.map(axis), runs: runs.map { $0.scores.map(figure) })
    }
    let chart = LineChart(
      title: title, xLabel: axisLabel, yLabel: label, series: series,
      yAxis: isLogarithmic ? .logarithmic : .linear)
    return HTMLFigure(chart, alt: alt, caption: caption)
  }

  /// The Fréchet distance and the divergence of labels over the training of every arm.
  func courses() -> [HTMLFigure] {
    [
      curves(
        title: "Fréchet distance", label: "distance",
        alt: "Fréchet distance of every arm over the training steps", { $0.frechet }),
      curves(
        title: "KL of labels", label: "nats",
        alt: "Divergence of the labels of every arm over the training steps",
        { $0.labelDivergence }),
    ]
  }

  /// Both losses over the training of every arm.
  func losses() -> [HTMLFigure] {
    pairs(
      label: "loss", alt: "Both losses", ("generator", \.lossG), ("discriminator", \.lossD))
  }

  /// The discriminator's mean probabilities over the training of every arm.
  func balance() -> [HTMLFigure] {
    pairs(
      label: "mean probability", alt: "Mean probabilities for real and fake images",
      ("D(x)", \.realScore), ("D(G(z))", \.fakeScore))
  }

  /// Two figures of each stretch of training, a chart for every arm.
  private func pairs(
    label: String, alt: String, _ figures: (name: String, values: (ArmRun) -> [Double])...
  ) -> [HTMLFigure] {
    arms.compactMap { arm in
      let runs = arm.runs.filter { $0.failure == nil }
      guard let first = runs.first else { return nil }
      let steps = first.lossSteps.map(Double.init)
      let chart = LineChart(
        title: arm.name, xLabel: "step", yLabel: label,
        series: figures.map { .init(name: $0.name, x: steps, runs: runs.map($0.values)) })
      return HTMLFigure(chart, alt: "\(alt) over the training steps, \(arm.name)")
    }
  }

  /// Images of every arm's first run.
  func grids() throws -> [HTMLFigure] {
    try arms.filter { !$0.grid.isEmpty }.map {
      try HTMLFigure(
        png: $0.grid, alt: "64 generated images, arm \($0.name)", caption: HTMLText($0.name))
    }
  }

  /// The runs that did not come to their end; no block if there are none.
  var failures: [HTMLBlock] {
    let lines = arms.flatMap { arm in
      arm.runs.compactMap { run in
        run.failure.map { HTMLText("\(arm.name), seed \(run.seed): \($0)") }
      }
    }
    return lines.isEmpty ? [] : [.list(lines)]
  }
}

internal import KagamiData

extension MirrorStudy {
  /// The answer, computed from what was measured.
  func answer(_ results: ArmComparison.Results) -> HTMLText {
    let mirror = results.finals(Self.mirror)
    var sentences = [
      "The pair that widens and narrows has a Fréchet distance of \(StudyWords.spread(mirror))."
    ]
    for name in [Self.reversed, Self.constant] {
      let other = results.finals(name)
      sentences.append(
        "Against it the arm “\(name)”, with \(StudyWords.spread(other)), is "
          + "\(StudyWords.verdict(other, than: mirror)).")
    }
    let (g, d) = (results.finals(Self.reversedG), results.finals(Self.reversedD))
    sentences.append(
      "Turned round alone, a generator that narrows is \(StudyWords.verdict(g, than: mirror)) "
        + "(\(StudyWords.spread(g))), a discriminator that widens is "
        + "\(StudyWords.verdict(d, than: mirror)) (\(StudyWords.spread(d))).")
    let rivals = [Self.reversed, Self.constant, Self.reversedG, Self.reversedD]
    let beaten = rivals.filter { mirror.isBelow(results.finals($0)) }
    let better = rivals.filter { results.finals($0).isBelow(mirror) }
    switch (beaten.count, better.count) {
    case (rivals.count, 0):
      sentences.append("So the shape of the pair matters, and it is the right one.")
    case (_, 0) where beaten.isEmpty:
      sentences.append(
        "Between these shapes the runs show no difference that holds for every seed.")
    case (_, 0):
      sentences.append(
        "It is better in every run than \(quoted(beaten)), and no arm is better than it in every run."
      )
    default:
      sentences.append(
        "The folklore does not hold here: \(quoted(better)) \(better.count == 1 ? "is" : "are") better "
          + "in every run.")
    }
    return HTMLText(sentences.joined(separator: " "))
  }

  private func quoted(_ names: [String]) -> String {
    StudyWords.list(names.map { "“\($0)”" })
  }

  /// Spectra, gradients and the balance of the losses.
  func sections(_ results: ArmComparison.Results, _ scale: StudyScale) -> [HTMLSection] {
    [
      HTMLSection(
        "Directions that layers use",
        blocks: [.table(rankTable(results))]
          + [
            .figures(spectra(results, "Generator", \.spectraG)),
            .figures(spectra(results, "Discriminator", \.spectraD)),
          ]),
      HTMLSection(
        "Gradients of the layers",
        blocks: [
          .figures(gradients(results, "Generator", \.gradientsG)),
          .figures(gradients(results, "Discriminator", \.gradientsD)),
        ]),
      HTMLSection(
        "Balance of the two",
        blocks: [.figures(StudyTables(arms: results.arms, scale: scale).balance())]),
    ]
  }

  /// Effective ranks of the layers' outputs.
  private func rankTable(_ results: ArmComparison.Results) -> HTMLTable {
    func cells(_ arm: ArmResult, _ layers: (ArmRun) -> [ArmRun.Layer]) -> [HTMLCell] {
      (0..<4).map { index in
        let ranks = arm.runs.compactMap { run -> Double? in
          let layers = layers(run)
          guard layers.indices.contains(index) else { return nil }
          return LayerSpectrum.effectiveRank(layers[index].values)
        }
        let spread = Spread(ranks)
        return ranks.isEmpty ? .missing : .spread(spread.mean, spread.deviation)
      }
    }
    let names = (1...4).map { "G\($0)" } + (1...4).map { "D\($0)" }
    return HTMLTable(
      caption: "Effective rank of each layer's outputs, before its function",
      columns: [.text("arm")] + names.map { .number($0, decimals: 0) },
      rows: results.arms.map { arm in
        [.text(HTMLText(arm.name))] + cells(arm, \.spectraG) + cells(arm, \.spectraD)
      },
      note: """
        The number of directions of equal weight that would have the entropy of the singular values. The \
        last layer of a discriminator has one output.
        """)
  }

  private func spectra(
    _ results: ArmComparison.Results, _ network: String, _ layers: (ArmRun) -> [ArmRun.Layer]
  ) -> [HTMLFigure] {
    results.arms.compactMap { arm in
      guard let run = arm.runs.first, !layers(run).isEmpty else { return nil }
      let series = layers(run).filter { $0.values.count > 1 }.map { layer in
        LineChart.Series(
          name: layer.name, x: layer.values.indices.map { Double($0 + 1) },
          y: layer.values.map { $0 > 1e-7 ? $0 : .nan })
      }
      let chart = LineChart(
        title: "\(network): \(arm.name)", xLabel: "number", yLabel: "relative singular value",
        series: series, xAxis: .logarithmic, yAxis: .logarithmic)
      return HTMLFigure(
        chart,
        alt: "Singular values of the outputs of the \(network.lowercased())'s layers, \(arm.name)")
    }
  }

  private func gradients(
    _ results: ArmComparison.Results, _ network: String, _ layers: (ArmRun) -> [ArmRun.Layer]
  ) -> [HTMLFigure] {
    results.arms.compactMap { arm in
      guard let run = arm.runs.first, !layers(run).isEmpty else { return nil }
      let chart = LineChart(
        title: "\(network): \(arm.name)", xLabel: "step", yLabel: "norm of the weight's gradient",
        series: layers(run).map { layer in
          LineChart.Series(name: layer.name, x: run.lossSteps.map(Double.init), y: layer.values)
        }, yAxis: .logarithmic)
      return HTMLFigure(
        chart,
        alt:
          "Norms of the gradients of the \(network.lowercased())'s weights over training, \(arm.name)"
      )
    }
  }
}

extension QualityReport: CustomStringConvertible {
  /// A table with a line for each measure, and what it was measured against.
  public var description: String {
    let head = ["", "generated", "real", "ideal"]
    let cells =
      [head]
      + lines.map { line in
        [line.name, line.value(generated), line.value(real), line.ideal]
      }
    let widths = head.indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
    let rows = cells.map { row in
      row.enumerated().map { column, cell in
        let space = String(repeating: " ", count: widths[column] - cell.count)
        // Names are aligned left, numbers right.
        return column == 0 ? cell + space : space + cell
      }.joined(separator: "   ")
    }
    let rule = String(repeating: "=", count: widths.reduce(0, +) + 3 * (widths.count - 1))
    return ([rule, rows[0], rule] + rows.dropFirst() + [rule] + notes).joined(separator: "\n")
  }

  private typealias Line = (name: String, ideal: String, value: (Row) -> String)

  private var lines: [Line] { distances + shares + classes + likelihoods }

  private var distances: [Line] {
    [
      ("images", "", { "\($0.count)" }),
      ("Fréchet distance, features", "0", { Decimals.text($0.frechet, 3) }),
      ("Fréchet distance, pixels", "0", { Decimals.text($0.frechetInPixels, 3) }),
      (
        "1000 × kernel distance, polynomial", "0",
        { Decimals.text(1000 * $0.polynomialDistance.squared, 3) }
      ),
      (
        "1000 × kernel distance, Gaussian", "0",
        { Decimals.text(1000 * $0.gaussianDistance.squared, 3) }
      ),
    ]
  }

  private var shares: [Line] {
    [
      ("precision", "", { Decimals.text($0.precisionRecall.precision, 3) }),
      ("recall", "", { Decimals.text($0.precisionRecall.recall, 3) }),
      ("1-NN accuracy", "0.5", { Decimals.text($0.twoSample.accuracy, 3) }),
      ("  of test images", "0.5", { Decimals.text($0.twoSample.realAccuracy, 3) }),
      ("  of this set", "0.5", { Decimals.text($0.twoSample.generatedAccuracy, 3) }),
      ("bins that differ, of \(real.bins.bins)", "", { "\($0.bins.differing)" }),
      ("Jensen–Shannon divergence of bins", "0", { Decimals.text($0.bins.jensenShannon, 4) }),
    ]
  }

  private var classes: [Line] {
    let counted = real.labels.counts.indices.map { label -> Line in
      ("  class \(label)", "", { Decimals.text($0.labels.shares[label], 4) })
    }
    return [
      ("KL(labels ‖ training labels), nats", "0", { Decimals.text($0.labelDivergence, 4) }),
      ("classes covered, of \(counted.count)", "", { "\($0.labels.modesCovered)" }),
      ("effective classes", "", { Decimals.text($0.labels.effectiveModes, 2) }),
    ] + counted + [
      ("mean confidence", "", { Decimals.text($0.confidence.mean, 3) }),
      (
        "share of confidence > \(ClassifierConfidence.threshold)", "",
        { Decimals.text($0.confidence.confidentShare, 3) }
      ),
    ]
  }

  private var likelihoods: [Line] {
    [
      ("Parzen log-likelihood, nats", "", { Self.text($0.parzen, 1) }),
      ("  with σ", "", { Decimals.text($0.parzenSigma, 3) }),
    ]
  }

  private var notes: [String] {
    [
      "Compared with \(testCount) test images, and with labels and bins of \(trainingCount) training "
        + "images.",
      "Parzen: σ by \(validationCount) validation images; "
        + "\(Self.text(Self.publishedParzen, 0)) for MNIST in the first GAN paper.",
      "Features and classes by a classifier that is right on "
        + "\(Decimals.text(100 * classifierAccuracy, 2)) % of the test images.",
      "\(Decimals.text(seconds, 1)) seconds",
    ]
  }

  private static func text(_ score: ParzenWindow.Score, _ decimals: Int) -> String {
    Decimals.text(score.mean, decimals) + " ± " + Decimals.text(score.standardError, decimals)
  }
}

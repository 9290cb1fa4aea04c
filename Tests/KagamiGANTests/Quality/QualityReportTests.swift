import Foundation
import KagamiGAN
import Testing

/// The table of a report, and its JSON.
@Suite struct QualityReportTests {
  private static func row(_ divergence: String, parzen: String) -> String {
    """
    {"count":20,"frechet":1.23456,"frechetInPixels":12.5,
    "precisionRecall":{"precision":0.5,"recall":0.25},
    "twoSample":{"realAccuracy":0.75,"generatedAccuracy":0.5},
    "polynomialDistance":{"squared":0.0012345},"gaussianDistance":{"squared":-0.00002},
    "labels":{"counts":[5,15]},"labelDivergence":\(divergence),
    "confidence":{"mean":0.95,"confidentShare":0.9},
    "bins":{"counts":[11,9],"differing":1,"jensenShannon":0.01},
    "parzen":{"mean":\(parzen),"standardError":2.06},"parzenSigma":0.16681}
    """
  }

  private func report() throws -> QualityReport {
    let text = """
      {"generated":\(Self.row("\"inf\"", parzen: "-1.25")),
      "real":\(Self.row("0.25", parzen: "241.19")),"trainingCount":600,"validationCount":100,
      "testCount":20,"classifierAccuracy":0.98765,"seconds":12.34}
      """
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return try decoder.decode(QualityReport.self, from: Data(text.utf8))
  }

  @Test func theTableIsAligned() throws {
    let text = try report().description
    let lines = text.split(separator: "\n").map(String.init)
    let rules = lines.indices.filter { line in lines[line].allSatisfy { $0 == "=" } }
    #expect(rules.count == 3)
    for line in lines[...rules[2]] { #expect(line.count == lines[0].count) }
    func cells(_ name: String) -> [Substring]? {
      lines.first { $0.hasPrefix(name) }?.dropFirst(name.count).split(separator: " ")
    }
    #expect(cells("images") == ["20", "20"])
    #expect(cells("Fréchet distance, features") == ["1.235", "1.235", "0"])
    #expect(cells("Fréchet distance, pixels") == ["12.500", "12.500", "0"])
    #expect(cells("1000 × kernel distance, polynomial") == ["1.235", "1.235", "0"])
    #expect(cells("1000 × kernel distance, Gaussian") == ["-0.020", "-0.020", "0"])
    #expect(cells("precision") == ["0.500", "0.500"] && cells("recall") == ["0.250", "0.250"])
    #expect(cells("1-NN accuracy") == ["0.625", "0.625", "0.5"])
    #expect(cells("  class 1") == ["0.7500", "0.7500"])
    #expect(cells("KL(labels ‖ training labels), nats") == ["inf", "0.2500", "0"])
    #expect(cells("bins that differ, of 2") == ["1", "1"])
    #expect(cells("Parzen log-likelihood, nats") == ["-1.3", "±", "2.1", "241.2", "±", "2.1"])
    #expect(cells("  with σ") == ["0.167", "0.167"])
    #expect(text.contains("20 test images, and with labels and bins of 600 training images"))
    #expect(text.contains("225 ± 2 for MNIST in the first GAN paper"))
    #expect(text.contains("right on 98.77 % of the test images"))
    #expect(text.hasSuffix("12.3 seconds"))
  }

  @Test func jsonKeepsEveryFigure() throws {
    var report = try report()
    #expect(report.generated.labelDivergence == .infinity)
    report.generated.labelDivergence = 0.5
    let text = try JSONEncoder().encode(report)
    #expect(try JSONDecoder().decode(QualityReport.self, from: text) == report)
  }

  /// What rounds to 0 has no sign.
  @Test func signs() throws {
    var report = try report()
    (report.real.frechet, report.generated.frechet) = (-0.0004, -12.0455)
    let line = report.description.split(separator: "\n").first { $0.hasPrefix("Fréchet") }
    #expect(line?.split(separator: " ").suffix(3) == ["-12.046", "0.000", "0"])
  }
}

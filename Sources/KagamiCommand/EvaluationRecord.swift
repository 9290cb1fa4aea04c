import Foundation
import KagamiGAN

/// A report and what it is of, as `kagami evaluate --json` writes it.
struct EvaluationRecord: Codable, Equatable {
  var generator: String
  var data: String
  var seed: Int
  var report: QualityReport

  /// The file's bytes; numbers that JSON lacks are the strings "inf", "-inf" and "nan".
  func json() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
  }
}

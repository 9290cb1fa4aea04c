internal import Foundation

/// The file of a study's measurements.
enum StudyJSON {
  private struct File<Measured: Encodable>: Encodable {
    let study: String
    let scale: StudyScale
    let results: Measured
  }

  /// The bytes: keys in alphabetical order, numbers that are not finite as strings.
  static func encode(
    _ measured: some Encodable, name: String, _ scale: StudyScale
  ) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    let file = File(study: name, scale: scale, results: measured)
    return Array(try encoder.encode(file)) + [UInt8(ascii: "\n")]
  }
}

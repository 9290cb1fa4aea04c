import Foundation
import Kagami
import KagamiData
import TestSupport

/// What NumPy and Python read in texts of numbers.
struct CSVGoldens: Decodable, Sendable {
  struct File: Decodable, Sendable, CustomStringConvertible {
    let name, text, separator: String
    let shape: [Int]
    let doubles, singles: String
    let header: [String]

    var description: String { name }
    var format: CSVFormat {
      CSVFormat(
        separator: separator == " " ? nil : separator.first,
        comment: header.isEmpty ? "#" : nil)
    }
  }

  struct Number: Decodable, Sendable {
    let text, double, single: String
  }

  struct Missing: Decodable, Sendable {
    let text: String
    let shape: [Int]
    let doubles: String
  }

  struct Shortest: Decodable, Sendable {
    let doubles: String
    let texts: [String]
  }

  let files: [File]
  let numbers: [Number]
  let missing: Missing
  let shortest: Shortest

  static let shared: CSVGoldens = {
    do { return try Goldens.load("csv_tables", from: .module) } catch {
      fatalError("csv_tables.json: \(error)")
    }
  }()

  /// The bits of numbers, NaN's sign and payload aside.
  static func bits(_ tensor: Tensor) -> [UInt64] {
    tensor.array(of: Double.self).map { $0.isNaN ? Double.nan.bitPattern : $0.bitPattern }
  }

  /// The same of bytes in base 64.
  static func bits(_ base64: String, _ dtype: DType) -> [UInt64] {
    let bytes = Data(base64Encoded: base64).map { [UInt8]($0) } ?? []
    return bits(
      Tensor(bytes: bytes[...], shape: [bytes.count / dtype.byteCount], dtype: dtype))
  }
}

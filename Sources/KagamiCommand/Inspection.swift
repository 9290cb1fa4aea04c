import Foundation
import Kagami
import KagamiData

/// What is in a file of tensors, as `kagami inspect` shows it.
struct Inspection: Encodable {
  /// One tensor.
  struct Row: Encodable {
    let name: String
    let dtype: String
    let shape: [Int]
    let count: Int
    /// Of the elements that are finite; nil if there are none.
    let mean, standardDeviation, minimum, maximum: Double?
    let nonFinite: Int

    init(_ name: String, _ tensor: Tensor) {
      self.name = name
      dtype = "\(tensor.dtype)"
      shape = Array(tensor.shape)
      count = tensor.count
      let all = tensor.array(of: Double.self)
      let values = all.allSatisfy(\.isFinite) ? all : all.filter(\.isFinite)
      nonFinite = all.count - values.count
      let (total, isEmpty) = (Double(values.count), values.isEmpty)
      let mean = values.reduce(0) { $0 + $1 / total }
      self.mean = isEmpty ? nil : mean
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) / total }
      standardDeviation = isEmpty ? nil : variance.squareRoot()
      (minimum, maximum) = (values.min(), values.max())
    }
  }

  /// What is no tensor.
  struct Value: Encodable {
    let name: String
    let text: String
  }

  let file: String
  let format: String
  let tensors: [Row]
  let values: [Value]
  let elements: Int
  let bytes: Int

  init(of content: TensorFile.Content, path: String) {
    file = path
    format = content.format.rawValue
    tensors = content.tensors.map(Row.init)
    values = content.values.map { Value(name: $0.name, text: $0.text) }
    elements = content.tensors.reduce(0) { $0 + $1.tensor.count }
    bytes = content.tensors.reduce(0) { $0 + $1.tensor.count * $1.tensor.dtype.byteCount }
  }

  /// Keys in alphabetical order, a statistic of no elements left out.
  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }
}

extension Inspection: CustomStringConvertible {
  /// A line for the file, a table of its tensors, and a line for each other value.
  var description: String {
    let head = ["name", "dtype", "shape", "mean", "std", "min", "max"]
    let cells = [head] + tensors.map(Self.cells)
    let widths = head.indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
    let table = cells.map { row in
      let line = row.enumerated().map { column, cell in
        let space = String(repeating: " ", count: max(0, widths[min(column, 6)] - cell.count))
        // Text is aligned left, numbers right.
        return column < 3 || column > 6 ? cell + space : space + cell
      }.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
    let plural = tensors.count == 1 ? "" : "s"
    let summary =
      "\(file): \(format), \(tensors.count) tensor\(plural), \(elements) elements, \(bytes) bytes"
    return
      ([summary] + (tensors.isEmpty ? [] : table)
      + values.map { "\(Self.line($0.name)) = \($0.text)" }).joined(separator: "\n")
  }

  private static func cells(_ row: Row) -> [String] {
    let numbers = [row.mean, row.standardDeviation, row.minimum, row.maximum].map { number in
      number.map { String(format: "%.4g", $0) } ?? "–"
    }
    let warning = row.nonFinite > 0 ? ["\(row.nonFinite) not finite"] : []
    return [line(row.name), row.dtype, "\(row.shape)"] + numbers + warning
  }

  /// Names are a file's: nothing in them may steer the terminal.
  private static func line(_ name: String) -> String {
    String(
      String.UnicodeScalarView(
        name.unicodeScalars.map { scalar in
          scalar.properties.generalCategory == .control ? "\u{fffd}" : scalar
        }))
  }
}

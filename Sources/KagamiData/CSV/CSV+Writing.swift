public import Kagami

extension CSV {
  /// The bytes of a file with a table.
  ///
  /// ```swift
  /// CSV.encode(Tensor([[1, 0.1], [2, 0.2]] as [[Double]]), names: ["n", "x"])
  /// // n,x
  /// // 1.0,0.1
  /// // 2.0,0.2
  /// ```
  /// Each number has as few digits as bring it back whole in its own type. Names are put in quotes where they
  /// must be; names that are numbers are found again only by a reader that is told of the header.
  ///
  /// - Parameters:
  ///   - table: `[rows, columns]`, or `[rows]` for one column.
  ///   - names: The names of the columns, none unless given.
  ///   - separator: What is between fields.
  ///   - lineEnd: What ends a line: "\n", or "\r\n" as RFC 4180 has it.
  public static func encode(
    _ table: Tensor, names: [String]? = nil, separator: Character = ",", lineEnd: String = "\n"
  ) -> [UInt8] {
    Array(pieces(table, names, separator, lineEnd).joined())
  }

  /// Writes a table to `path`, replacing what is there only when all is written.
  ///
  /// - Parameters:
  ///   - table: `[rows, columns]`, or `[rows]` for one column.
  ///   - names: The names of the columns, none unless given.
  ///   - path: The file.
  ///   - separator: What is between fields.
  ///   - lineEnd: What ends a line.
  /// - Throws: ``TensorFileError``.
  public static func save(
    _ table: Tensor, names: [String]? = nil, to path: String, separator: Character = ",",
    lineEnd: String = "\n"
  ) throws(TensorFileError) {
    do {
      try AtomicFile.write(parts: pieces(table, names, separator, lineEnd), to: path)
    } catch { throw .file(error) }
  }

  /// Elements of a piece of a file, formed when it is written.
  private static let pieceElements = 1 << 14

  private static func pieces(
    _ table: Tensor, _ names: [String]?, _ separator: Character, _ lineEnd: String
  ) -> some Sequence<[UInt8]> {
    let format = CSVFormat(separator: separator)
    guard table.rank == 1 || table.rank == 2, ["\n", "\r\n", "\r"].contains(lineEnd) else {
      misuse(
        "CSV.encode", "\(table.shape) with lines that end in \(lineEnd.debugDescription)",
        hint: "pass [rows, columns] or [rows], and \\n or \\r\\n")
    }
    let values = table.rank == 1 ? table.detach().reshape([table.count, 1]) : table.detach()
    let (rows, columns) = (values.shape[0], values.shape[1])
    if let names, names.count != columns {
      misuse("CSV.encode", "\(names.count) names for \(columns) columns")
    }
    let mark = String(separator)
    let head = names.map { names in
      names.map { quoted($0, format) }.joined(separator: mark) + lineEnd
    }
    let step = max(1, pieceElements / max(columns, 1))
    let starts = Array(stride(from: 0, to: columns > 0 ? rows : 0, by: step))
    return ([-1] + starts).lazy.map { start -> [UInt8] in
      if start < 0 { return Array((head ?? "").utf8) }
      let part = values[start..<min(start + step, rows)]
      let texts = texts(part)
      var bytes: [UInt8] = []
      for (index, text) in texts.enumerated() {
        bytes += text.utf8
        bytes += ((index + 1) % columns == 0 ? lineEnd : mark).utf8
      }
      return bytes
    }
  }

  /// A number for each element, as its own type prints it.
  private static func texts(_ part: Tensor) -> [String] {
    switch part.dtype {
    case .float64: part.array(of: Double.self).map(\.description)
    case .float32: part.array(of: Float.self).map(\.description)
    case .float16: part.array(of: Float16.self).map(\.description)
    // A few digits more than need be: those of the wider type bring back the narrower one.
    case .bfloat16: part.array(of: Float.self).map(\.description)
    default: part.array(of: Int64.self).map(\.description)
    }
  }

  /// A name as it stands in a file.
  private static func quoted(_ name: String, _ format: CSVFormat) -> String {
    // Scalar by scalar, since a blank or a mark that others belong to is part of another character.
    let scalars = name.unicodeScalars
    let isPlain =
      !name.isEmpty
      && ![scalars.first, scalars.last].contains { $0?.properties.isWhitespace == true }
      && !scalars.contains { scalar in
        "\"\r\n\u{feff}".unicodeScalars.contains(scalar)
          || Character(scalar) == format.separator
      }
    if isPlain { return name }
    let doubled = scalars.flatMap { $0 == "\"" ? [$0, $0] : [$0] }
    return "\"" + String(String.UnicodeScalarView(doubled)) + "\""
  }
}

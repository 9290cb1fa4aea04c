public import Kagami

/// Numbers of a file, with the names of its columns.
public struct CSVTable: Sendable {
  /// The names of the columns; nil where the file has none.
  public let names: [String]?
  /// `[rows, columns]`.
  public let values: Tensor

  /// The numbers of the column with a name, `[rows]`, a view; nil if there is none.
  public func column(_ name: String) -> Tensor? {
    names?.firstIndex(of: name).map { values[.all, $0] }
  }
}

/// Files of numbers, a line for each row: comma-separated values and their kin.
///
/// ```swift
/// let table = try CSV.load("measurements.csv")        // numpy.loadtxt(…, delimiter=",", skiprows=1)
/// print(table.names ?? [], table.values.shape)        // ["time", "speed"] [1000, 2]
/// try CSV.save(table.values, names: table.names, to: "copy.csv")
/// ```
/// Fields may be in quotes, lines end in LF, CR or both, empty lines are passed over. Numbers are rounded once
/// to the type asked for, and written with as few digits as bring them back whole. A file is read twice in
/// pieces: memory is that of the numbers. Source: <https://www.rfc-editor.org/rfc/rfc4180>.
public enum CSV {
  /// Bytes that are read at a time.
  private static let pieceSize = 1 << 18

  /// Parses the bytes of a whole file.
  ///
  /// - Parameters:
  ///   - file: The bytes, text in UTF-8.
  ///   - format: How it is laid out.
  ///   - dtype: The type of the elements: any but `bool`.
  /// - Throws: ``CSVError``.
  public static func decode(
    _ file: [UInt8], format: CSVFormat = CSVFormat(), dtype: DType = .float32
  ) throws(CSVError) -> CSVTable {
    do {
      return try table(size: file.count, format, dtype) { offset, count in
        Array(file[offset..<offset + count])
      }
    } catch let error as CSVError {
      throw error
    } catch {
      // Bytes in memory are always there.
      throw .changed
    }
  }

  /// Reads the file at `path`.
  ///
  /// - Parameters:
  ///   - path: The file, text in UTF-8.
  ///   - format: How it is laid out.
  ///   - dtype: The type of the elements: any but `bool`.
  /// - Throws: ``TensorFileError``, naming the path, and the line and column where it is a field.
  public static func load(
    _ path: String, format: CSVFormat = CSVFormat(), dtype: DType = .float32
  ) throws(TensorFileError) -> CSVTable {
    do {
      let file = try OpenFile(path, limit: Int.max)
      return try table(size: file.size, format, dtype) { try file.read($1, at: $0) }
    } catch let error as CSVError {
      throw .malformedCSV(path: path, error)
    } catch let error as FileError {
      throw .file(error)
    } catch {
      throw .file(.unreadable(path: path, reason: "\(error)"))
    }
  }

  /// - Parameter read: The bytes from an offset on, so many of them.
  private static func table(
    size: Int, _ format: CSVFormat, _ dtype: DType, _ read: (Int, Int) throws -> [UInt8]
  ) throws -> CSVTable {
    if dtype == .bool || format.missing == .nan && !dtype.isFloatingPoint {
      misuse(
        "CSV", "a table of \(dtype)" + (dtype == .bool ? "" : " has no NaN for missing values"),
        hint: "read float32 or float64")
    }
    func pass(_ sink: inout some CSVSink) throws {
      var tokenizer = CSVTokenizer(format)
      for offset in stride(from: 0, to: size, by: pieceSize) {
        try tokenizer.feed(read(offset, min(pieceSize, size - offset)), into: &sink)
      }
      try tokenizer.finish(into: &sink)
    }
    var shape = CSVShape(format)
    try pass(&shape)
    let (rows, columns) = (shape.rows, shape.columns)
    guard let bytes = Extents.product(rows, columns, dtype.byteCount),
      (bytes - (1 << 26)) / 4 <= size
    else { throw CSVError.tooLarge(rows: rows, columns: columns) }
    func values<Element: TensorElement>(
      _ parse: @escaping ([UInt8]) -> Element?
    ) throws -> Tensor {
      try Tensor([rows, columns], of: Element.self) { memory in
        var sink = CSVValues(memory, format, hasHeader: shape.hasHeader, parse: parse)
        try pass(&sink)
        try sink.finish()
      }
    }
    func whole<Element: TensorElement & FixedWidthInteger>(_: Element.Type) throws -> Tensor {
      try values { CSVNumber.integer($0).flatMap { Element(exactly: $0) } }
    }
    let numbers: Tensor
    switch dtype {
    case .float32: numbers = try values(CSVNumber.float)
    case .float64: numbers = try values(CSVNumber.double)
    case .float16: numbers = try values { CSVNumber.double($0).map { Float16(converting: $0) } }
    case .bfloat16: numbers = try values { CSVNumber.double($0).map { BFloat16(converting: $0) } }
    case .int64, .bool: numbers = try whole(Int64.self)
    case .int32: numbers = try whole(Int32.self)
    case .int16: numbers = try whole(Int16.self)
    case .int8: numbers = try whole(Int8.self)
    case .uint8: numbers = try whole(UInt8.self)
    }
    return CSVTable(names: shape.hasHeader ? shape.first : nil, values: numbers)
  }
}

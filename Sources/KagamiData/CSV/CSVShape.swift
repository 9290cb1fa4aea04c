/// The first way through a file: how many rows and columns there are, and what the first line is.
struct CSVShape: CSVSink {
  /// The most columns, so that their names cannot take much memory.
  static let columnLimit = 1 << 20

  private let format: CSVFormat
  /// The fields of the first line.
  private(set) var first: [String] = []
  /// Lines with fields.
  private var lines = 0
  private var (hasNumber, hasText) = (false, false)

  init(_ format: CSVFormat) { self.format = format }

  var columns: Int { first.count }

  /// Whether the first line has the names of the columns.
  var hasHeader: Bool {
    switch format.header {
    case .present: lines > 0
    case .absent: false
    case .detected: hasText && !hasNumber
    }
  }

  var rows: Int { lines - (hasHeader ? 1 : 0) }

  mutating func field(_ bytes: [UInt8], line: Int, column: Int) throws(CSVError) {
    guard lines == 0 else { return }
    if column > Self.columnLimit { throw .tooManyColumns(limit: Self.columnLimit) }
    first.append(String(decoding: bytes, as: UTF8.self))
    if CSVNumber.double(bytes) != nil { hasNumber = true } else if !bytes.isEmpty { hasText = true }
  }

  mutating func endOfLine(_ line: Int, fields: Int) throws(CSVError) {
    if fields != columns { throw .wrongCount(line: line, expected: columns, found: fields) }
    lines += 1
  }
}

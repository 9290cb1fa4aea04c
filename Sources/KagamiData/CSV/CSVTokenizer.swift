/// What becomes of the fields of a file.
protocol CSVSink {
  /// The next field of a line; blanks around it are gone unless it was in quotes.
  mutating func field(_ bytes: [UInt8], line: Int, column: Int) throws(CSVError)
  /// The end of a line with fields.
  mutating func endOfLine(_ line: Int, fields: Int) throws(CSVError)
}

/// Finds lines and fields by the rules of RFC 4180, piece by piece.
///
/// A field is put together in one buffer of limited size. Lines end in LF, CR or both; lines without a
/// field are passed over, as is a byte order mark. Source: <https://www.rfc-editor.org/rfc/rfc4180>.
struct CSVTokenizer {
  private enum State {
    case fieldStart
    case plain
    case quoted
    /// After a quotation mark within quotes: the end of these, or the first half of a doubled one.
    case quoteEnd
    case comment
  }

  /// The most bytes of a field.
  static let fieldLimit = 1 << 16

  private let separator: UInt8?
  private let comment: UInt8?
  private var state = State.fieldStart
  private var field: [UInt8] = []
  private var fieldCount = 0
  private var line = 1
  private var quoteLine = 0
  private var isAfterReturn = false
  private var isQuoted = false
  /// Bytes of the mark at the beginning that were found.
  private var markLength = 0
  private static let mark: [UInt8] = [0xef, 0xbb, 0xbf]

  init(_ format: CSVFormat) {
    separator = format.separator?.asciiValue
    comment = format.comment?.asciiValue
  }

  /// Goes through the next bytes.
  mutating func feed(
    _ bytes: [UInt8], into sink: inout some CSVSink
  ) throws(CSVError) {
    for byte in bytes {
      if markLength < 3 {
        if byte == Self.mark[markLength] {
          markLength += 1
          continue
        }
        // No mark, or half of one, which is text.
        let begun = Self.mark.prefix(markLength)
        markLength = 3
        for byte in begun { try take(byte, &sink) }
      }
      try take(byte, &sink)
    }
  }

  /// The end of the file.
  mutating func finish(into sink: inout some CSVSink) throws(CSVError) {
    if markLength < 3 {
      let begun = Self.mark.prefix(markLength)
      markLength = 3
      for byte in begun { try take(byte, &sink) }
    }
    if state == .quoted { throw .unterminatedQuote(line: quoteLine) }
    try endLine(&sink)
  }

  private mutating func take(_ byte: UInt8, _ sink: inout some CSVSink) throws(CSVError) {
    let wasAfterReturn = isAfterReturn
    isAfterReturn = false
    if wasAfterReturn, byte == UInt8(ascii: "\n") { return }
    switch state {
    case .quoted:
      if byte == UInt8(ascii: "\"") {
        state = .quoteEnd
      } else {
        if byte == UInt8(ascii: "\n") { line += 1 }
        try append(byte)
      }
    case .quoteEnd where byte == UInt8(ascii: "\""):
      state = .quoted
      try append(byte)
    case .comment where !Self.isLineEnd(byte): break
    default: try takeOutside(byte, &sink)
    }
  }

  /// A byte outside quotes and remarks, or the end of a line.
  private mutating func takeOutside(_ byte: UInt8, _ sink: inout some CSVSink) throws(CSVError) {
    if Self.isLineEnd(byte) {
      try endLine(&sink)
      line += 1
      isAfterReturn = byte == UInt8(ascii: "\r")
    } else if byte == comment {
      try endLine(&sink)
      state = .comment
    } else if byte == separator {
      try endField(&sink)
    } else if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") {
      if separator == nil {
        if state != .fieldStart { try endField(&sink) }
      } else if state == .plain {
        try append(byte)
      }
    } else if byte == UInt8(ascii: "\"") {
      guard state == .fieldStart else {
        throw .strayQuote(line: line, column: fieldCount + 1)
      }
      (state, isQuoted, quoteLine) = (.quoted, true, line)
    } else if state == .quoteEnd {
      throw .strayQuote(line: line, column: fieldCount + 1)
    } else {
      state = .plain
      try append(byte)
    }
  }

  private static func isLineEnd(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }

  private mutating func append(_ byte: UInt8) throws(CSVError) {
    if field.count == Self.fieldLimit {
      throw .fieldTooLong(line: line, column: fieldCount + 1, limit: Self.fieldLimit)
    }
    field.append(byte)
  }

  private mutating func endField(_ sink: inout some CSVSink) throws(CSVError) {
    if !isQuoted {
      while let last = field.last, last == UInt8(ascii: " ") || last == UInt8(ascii: "\t") {
        field.removeLast()
      }
    }
    fieldCount += 1
    try sink.field(field, line: line, column: fieldCount)
    field.removeAll(keepingCapacity: true)
    (state, isQuoted) = (.fieldStart, false)
  }

  private mutating func endLine(_ sink: inout some CSVSink) throws(CSVError) {
    // Behind the last separator there is a field, though an empty one; between spaces there is none.
    let isOpen = state == .fieldStart ? separator != nil && fieldCount > 0 : state != .comment
    if isOpen { try endField(&sink) }
    if fieldCount > 0 { try sink.endOfLine(line, fields: fieldCount) }
    fieldCount = 0
    state = .fieldStart
  }
}

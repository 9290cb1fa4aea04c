internal import Kagami

/// The second way through a file: its numbers, written where they belong.
struct CSVValues<Element: TensorElement>: CSVSink {
  private let memory: UnsafeMutableBufferPointer<Element>
  private let dtype = Element.dtype
  private let parse: ([UInt8]) -> Element?
  /// What stands for a missing value; nil where that is an error.
  private let missing: Element?
  private let missingMarks: [[UInt8]]
  private var linesToSkip: Int
  private var count = 0

  init(
    _ memory: UnsafeMutableBufferPointer<Element>, _ format: CSVFormat, hasHeader: Bool,
    parse: @escaping ([UInt8]) -> Element?
  ) {
    self.memory = memory
    self.parse = parse
    missing = format.missing == .nan ? Element(converting: Double.nan) : nil
    missingMarks = format.missingMarks.map { Array($0.utf8) }
    linesToSkip = hasHeader ? 1 : 0
  }

  mutating func field(_ bytes: [UInt8], line: Int, column: Int) throws(CSVError) {
    if linesToSkip > 0 { return }
    guard count < memory.count else { throw .changed }
    if bytes.isEmpty || missingMarks.contains(bytes) {
      guard let missing else { throw .missing(line: line, column: column) }
      memory[count] = missing
    } else if let value = parse(bytes) {
      memory[count] = value
    } else {
      throw .malformed(
        line: line, column: column, text: String(decoding: bytes, as: UTF8.self), dtype: dtype)
    }
    count += 1
  }

  mutating func endOfLine(_ line: Int, fields: Int) throws(CSVError) {
    if linesToSkip > 0 { linesToSkip -= 1 }
  }

  /// Checks that all elements were written.
  func finish() throws(CSVError) {
    if count != memory.count { throw .changed }
  }
}

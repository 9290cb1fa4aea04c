public import Kagami

/// Why bytes are no table of numbers; `description` is one line.
///
/// Lines and columns count from 1.
public enum CSVError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A field is no number of the type that was asked for.
  case malformed(line: Int, column: Int, text: String, dtype: DType)
  /// A field is empty, or one that stands for a missing value.
  case missing(line: Int, column: Int)
  /// A line has not as many fields as the first one.
  case wrongCount(line: Int, expected: Int, found: Int)
  /// A quotation mark stands within a field without quotes, or text follows a closing one.
  case strayQuote(line: Int, column: Int)
  /// A quotation mark, in the line named, is never closed.
  case unterminatedQuote(line: Int)
  /// A field is longer than any number or name.
  case fieldTooLong(line: Int, column: Int, limit: Int)
  /// The first line has more fields than are accepted.
  case tooManyColumns(limit: Int)
  /// Elements would take more than four times the file's size and 64 MiB.
  case tooLarge(rows: Int, columns: Int)
  /// The file was changed while it was read.
  case changed

  /// One line with what was expected and what was found.
  public var description: String {
    switch self {
    case .malformed(let line, let column, let text, let dtype):
      "line \(line), column \(column): expected a number of \(dtype), found "
        + String(text.prefix(40)).debugDescription
    case .missing(let line, let column):
      "line \(line), column \(column): expected a number, found nothing"
    case .wrongCount(let line, let expected, let found):
      "line \(line): expected \(expected) fields as in the first line, found \(found)"
    case .strayQuote(let line, let column):
      "line \(line), column \(column): a quotation mark within a field, expected it doubled and quoted"
    case .unterminatedQuote(let line): "line \(line): expected the quotation mark to be closed"
    case .fieldTooLong(let line, let column, let limit):
      "line \(line), column \(column): expected a field of at most \(limit) bytes"
    case .tooManyColumns(let limit): "line 1: expected at most \(limit) fields"
    case .tooLarge(let rows, let columns):
      "\(rows) rows of \(columns) numbers, more than the size of the file allows"
    case .changed: "the file was changed while it was read"
    }
  }
}

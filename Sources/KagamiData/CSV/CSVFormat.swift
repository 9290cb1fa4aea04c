internal import Kagami

/// How a file of numbers is laid out.
///
/// ```swift
/// CSVFormat()                                         // commas, a header if there is one
/// CSVFormat(separator: ";", header: .absent)
/// CSVFormat(separator: nil, comment: "#")             // as numpy.savetxt writes
/// ```
public struct CSVFormat: Equatable, Sendable {
  /// Whether the first line has the names of the columns.
  public enum Header: Equatable, Sendable {
    /// It has.
    case present
    /// It has numbers.
    case absent
    /// It has names if no field of it is a number, and one at least is not empty.
    case detected
  }

  /// What becomes of a field without a value.
  public enum Missing: Equatable, Sendable {
    /// An error with line and column.
    case refused
    /// NaN; for floating-point numbers alone.
    case nan
  }

  /// What is between fields; nil for any number of spaces and tabs.
  public var separator: Character? { didSet { check() } }
  /// Whether the first line has the names of the columns.
  public var header: Header
  /// What begins a remark that the rest of the line is, if anything.
  public var comment: Character? { didSet { check() } }
  /// What becomes of a field without a value.
  public var missing: Missing
  /// Fields that count as empty, such as "NA".
  public var missingMarks: [String]

  /// A layout.
  ///
  /// - Parameters:
  ///   - separator: What is between fields, an ASCII character; nil for any number of spaces and tabs.
  ///   - header: Whether the first line has the names of the columns.
  ///   - comment: What begins a remark, an ASCII character; nothing unless given.
  ///   - missing: What becomes of a field without a value.
  ///   - missingMarks: Fields that count as empty, such as "NA".
  public init(
    separator: Character? = ",", header: Header = .detected, comment: Character? = nil,
    missing: Missing = .refused, missingMarks: [String] = []
  ) {
    self.separator = separator
    self.header = header
    self.comment = comment
    self.missing = missing
    self.missingMarks = missingMarks
    check()
  }

  private func check() {
    for character in [separator, comment].compactMap(\.self) {
      guard character.isASCII, !character.isNewline, !character.isLetter, !character.isNumber,
        !"\"+-._".contains(character)
      else {
        misuse(
          "CSVFormat", "\(String(character).debugDescription) cannot stand between numbers",
          hint: "use an ASCII character that is no part of a number, and no quotation mark")
      }
    }
    if separator != nil, separator == comment {
      misuse("CSVFormat", "the separator begins a comment, too")
    }
  }
}

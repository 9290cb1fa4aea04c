/// One cell of an ``HTMLTable``; literals of text and numbers are cells.
public struct HTMLCell: Sendable {
  private enum Content: Sendable {
    case text(HTMLText)
    case number(Double)
    case spread(Double, Double)
    case missing
  }

  private let content: Content
  /// Whether the cell is marked as the best of its column.
  public var isBest = false

  private init(_ content: Content) { self.content = content }

  /// Text.
  public static func text(_ text: HTMLText) -> HTMLCell { HTMLCell(.text(text)) }

  /// A number, written with the decimals of its column; NaN and infinity are written as such.
  public static func number(_ value: Double) -> HTMLCell { HTMLCell(.number(value)) }

  /// A number and how far it varies, "2.31 ± 0.12", both with the decimals of the column.
  ///
  /// - Parameters:
  ///   - middle: The mean, or what stands for all the values.
  ///   - deviation: The standard deviation, or half the width of the spread.
  public static func spread(_ middle: Double, _ deviation: Double) -> HTMLCell {
    HTMLCell(.spread(middle, deviation))
  }

  /// Nothing, where there is no value.
  public static let missing = HTMLCell(.missing)

  /// The same cell, marked as the best of its column.
  public static func best(_ cell: HTMLCell) -> HTMLCell {
    var best = cell
    best.isBest = true
    return best
  }

  /// What is compared with other rows.
  var number: Double? {
    switch content {
    case .number(let value), .spread(let value, _): value
    case .text, .missing: nil
    }
  }

  /// The written form.
  func html(_ column: HTMLTable.Column, isHeader: Bool) -> HTMLElement {
    let classes = (column.isNumeric ? ["number"] : []) + (isBest ? ["best"] : [])
    // The mark in words for readers who do not see it.
    let mark = isBest ? [HTMLElement("span", ["class": "unseen"], text: " (best)")] : []
    return HTMLElement(
      isHeader ? "th" : "td",
      [
        "scope": isHeader ? "row" : nil,
        "class": classes.isEmpty ? nil : classes.joined(separator: " "),
      ], inline: written(column) + mark)
  }

  private func written(_ column: HTMLTable.Column) -> [HTMLElement] {
    switch content {
    case .text(let text): [text.html]
    case .number(let value): [HTMLText(HTMLNumber.text(value, decimals: column.decimals)).html]
    case .spread(let middle, let deviation):
      [
        HTMLText(HTMLNumber.text(middle, decimals: column.decimals)).html,
        HTMLElement(
          "span", ["class": "spread"],
          text: "\u{a0}±\u{a0}" + HTMLNumber.text(deviation, decimals: column.decimals)),
      ]
    case .missing: [HTMLElement("span", ["aria-label": "none", "role": "img"], text: "\u{2013}")]
    }
  }
}

extension HTMLCell: ExpressibleByStringInterpolation, ExpressibleByFloatLiteral,
  ExpressibleByIntegerLiteral
{
  /// Text.
  public init(stringLiteral text: String) { self.init(.text(HTMLText(text))) }

  /// Text with code, emphasis and links in it.
  public init(stringInterpolation: HTMLText.StringInterpolation) {
    self.init(.text(HTMLText(stringInterpolation: stringInterpolation)))
  }

  /// A number.
  public init(floatLiteral value: Double) { self.init(.number(value)) }

  /// A number.
  public init(integerLiteral value: Int) { self.init(.number(Double(value))) }
}

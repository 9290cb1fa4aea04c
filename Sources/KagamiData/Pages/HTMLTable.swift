internal import Kagami

/// A table of results: the first column names the rows, numbers are aligned, the best are marked.
///
/// ```swift
/// var table = HTMLTable(
///   caption: "Scores of five seeds",
///   columns: [.text("optimizer"), .number("distance", decimals: 2), .number("time", unit: "s")],
///   rows: [
///     ["Adam", .spread(2.31, 0.12), 41],
///     ["SGD", .spread(4.05, 0.4), 38],
///   ])
/// table.markBest(column: 1, .least)
/// ```
public struct HTMLTable: Sendable {
  /// What all cells of a column have in common.
  public struct Column: Sendable {
    /// What stands at the top.
    public var name: String
    /// The unit of the numbers, such as "s" or "%".
    public var unit: String?
    /// Whether the cells are numbers, aligned at the right.
    public var isNumeric: Bool
    /// Digits after the point of each number, or nil for as many as it needs.
    public var decimals: Int?

    /// A column of text.
    public static func text(_ name: String) -> Column {
      Column(name: name, unit: nil, isNumeric: false, decimals: nil)
    }

    /// A column of numbers.
    ///
    /// - Parameters:
    ///   - name: What stands at the top.
    ///   - unit: The unit of the numbers.
    ///   - decimals: Digits after the point, or nil for as many as each number needs.
    public static func number(_ name: String, unit: String? = nil, decimals: Int? = nil) -> Column {
      Column(name: name, unit: unit, isNumeric: true, decimals: decimals)
    }
  }

  /// Which numbers are best.
  public enum Extreme: Sendable {
    /// The least, as for losses and distances.
    case least
    /// The greatest, as for scores and speeds.
    case greatest
  }

  /// What stands above the table.
  public var caption: HTMLText
  /// The columns from left to right; the first one names the rows.
  public var columns: [Column]
  /// The cells of each row, as many as there are columns.
  public var rows: [[HTMLCell]]
  /// What stands below the table; nothing if nil.
  public var note: HTMLText?

  /// A table of `rows`.
  ///
  /// - Precondition: every row has a cell for each column, and there is at least one column.
  public init(
    caption: HTMLText, columns: [Column], rows: [[HTMLCell]], note: HTMLText? = nil
  ) {
    self.caption = caption
    self.columns = columns
    self.rows = rows
    self.note = note
    check()
  }

  /// Checked again where the table is written: everything may have changed.
  private func check() {
    if columns.isEmpty { misuse("HTMLTable", "there are no columns", hint: "pass at least one") }
    for (index, row) in rows.enumerated() where row.count != columns.count {
      misuse(
        "HTMLTable", "\(row.count) cells in row \(index) for \(columns.count) columns",
        hint: "pass a cell for each column, or .missing for none")
    }
  }

  /// Marks the best number of a column; of equal ones each, and what is not finite never.
  ///
  /// - Parameters:
  ///   - column: The place of the column, from 0.
  ///   - extreme: Which number is the best; of a spread its middle counts.
  /// - Precondition: there is such a column.
  public mutating func markBest(column: Int, _ extreme: Extreme) {
    check()
    if !columns.indices.contains(column) {
      misuse(
        "HTMLTable.markBest", "column \(column) is not among \(columns.count)",
        hint: "the first column is 0")
    }
    let numbers = rows.map { $0[column].number.flatMap { $0.isFinite ? $0 : nil } }
    guard let ends = ChartScale.ends(of: numbers.compactMap(\.self)) else { return }
    for (row, number) in numbers.enumerated() {
      rows[row][column].isBest = number == (extreme == .least ? ends.least : ends.most)
    }
  }

  /// The written form, in a box that scrolls where the page is narrower than the table.
  func html(_ anchors: inout HTMLAnchors) -> HTMLElement {
    check()
    let name = anchors.name(for: "table")
    let hasBest = rows.contains { $0.contains(where: \.isBest) }
    let head = HTMLElement("tr", columns.map(\.html))
    let body = rows.map { row in
      HTMLElement(
        "tr", zip(row, columns).enumerated().map { $1.0.html($1.1, isHeader: $0 == 0) })
    }
    let notes =
      (note.map { [$0.html] } ?? [])
      + (hasBest ? [HTMLText("Bold on a tint: the best of its column.").html] : [])
    let table = HTMLElement(
      "table",
      [
        HTMLElement(
          "caption", ["id": name], inline: [HTMLElement("span", inline: [caption.html])]),
        HTMLElement("thead", [head]), HTMLElement("tbody", body),
      ])
    return HTMLElement(
      "div", ["class": "table"],
      [
        HTMLElement(
          "div",
          ["class": "scroll", "role": "region", "tabindex": "0", "aria-labelledby": name], [table])
      ] + notes.map { HTMLElement("p", ["class": "note"], inline: [$0]) })
  }
}

extension HTMLTable.Column {
  fileprivate var html: HTMLElement {
    let unit = unit.map {
      [HTMLElement(written: " "), HTMLElement("span", ["class": "unit"], text: $0)]
    }
    return HTMLElement(
      "th", ["scope": "col", "class": isNumeric ? "number" : nil],
      inline: [HTMLText(name).html] + (unit ?? []))
  }
}

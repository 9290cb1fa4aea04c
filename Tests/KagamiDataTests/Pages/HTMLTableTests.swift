import Foundation
import KagamiData
import TestSupport
import Testing

/// Tables show every number, and which is best.
@Suite struct HTMLTableTests {
  private static let columns: [HTMLTable.Column] = [
    .text("optimizer"), .number("distance", decimals: 2), .number("time", unit: "s"),
  ]

  private func table(_ rows: [[HTMLCell]]) -> HTMLTable {
    HTMLTable(caption: "Five <seeds>", columns: Self.columns, rows: rows)
  }

  private func parsed(_ table: HTMLTable) throws -> ParsedSVG {
    try ParsedSVG(HTMLPage(title: "t", lead: "l", blocks: [.table(table)], sections: []).html())
  }

  @Test func headersAndCells() throws {
    let page = try parsed(table([["Adam", .spread(2.314, 0.125), 41], ["a & b", .missing, 0.5]]))
    #expect(page.all("th").map { $0.attributes["scope"] } == ["col", "col", "col", "row", "row"])
    #expect(page.all("th").map(\.text) == ["optimizer", "distance", "time ", "Adam", "a & b"])
    #expect(page.all("td").map(\.text) == ["2.31", "41", "", "0.5"])
    #expect(page.all("td").allSatisfy { $0.attributes["class"] == "number" })
    let spans = page.all("span").map(\.text)
    #expect(spans == ["Five <seeds>", "s", "\u{a0}±\u{a0}0.12", "–"])
    // The box that scrolls is called what the table is.
    let box = try #require(page.elements.first { $0.attributes["class"] == "scroll" })
    #expect(box.attributes["aria-labelledby"] == page.all("caption").first?.attributes["id"])
    #expect(box.attributes["tabindex"] == "0")
  }

  @Test func numbersThatAreNoneArePrinted() throws {
    let page = try parsed(table([["x", .number(.nan), .number(-.infinity)]]))
    #expect(page.all("td").map(\.text) == ["NaN", "−∞"])
  }

  @Test func theBestIsMarked() throws {
    var marked = table([
      ["a", .number(.nan), 1], ["b", .spread(2, 9), 5], ["c", 3, 5], ["d", 2, .number(.infinity)],
      ["e", .missing, "none"],
    ])
    marked.markBest(column: 1, .least)
    marked.markBest(column: 2, .greatest)
    #expect(marked.rows.map { $0[1].isBest } == [false, true, false, true, false])
    #expect(marked.rows.map { $0[2].isBest } == [false, true, true, false, false])
    let page = try parsed(marked)
    #expect(page.elements.count { $0.attributes["class"] == "number best" } == 4)
    #expect(page.all("span").count { $0.text == " (best)" } == 4)
    #expect(page.all("p").last?.text == "Bold on a tint: the best of its column.")
    // A new best takes the mark from the old one.
    marked.markBest(column: 1, .greatest)
    #expect(marked.rows.map { $0[1].isBest } == [false, false, true, false, false])
    #expect(HTMLCell.best(3).isBest)
    #expect(try parsed(table([["a", 1, 2]])).all("p").count == 1)
  }

  @Test func everyColumnNeedsACell() async {
    let short = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var table = HTMLTable(caption: "", columns: [.text("a"), .text("b")], rows: [])
      table.rows = [["1", "2"], ["1"]]
      table.markBest(column: 0, .least)
    }
    let text = String(decoding: short?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("HTMLTable: 1 cells in row 1 for 2 columns"))
    let column = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var table = HTMLTable(caption: "", columns: [.text("a")], rows: [])
      table.markBest(column: 1, .least)
    }
    let other = String(decoding: column?.standardErrorContent ?? [], as: UTF8.self)
    #expect(other.contains("HTMLTable.markBest: column 1 is not among 1"))
  }
}

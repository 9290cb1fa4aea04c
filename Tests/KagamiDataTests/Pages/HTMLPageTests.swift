import Foundation
import KagamiData
import TestSupport
import Testing

/// A page is one whole, sound file.
@Suite struct HTMLPageTests {
  @Test func theSampleIsSound() throws {
    let html = try SamplePage.make().html()
    #expect(html.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
    let page = try ParsedSVG(html)
    // What would reach for the network or run.
    for name in ["script", "iframe", "object", "embed", "base"] { #expect(page.all(name).isEmpty) }
    #expect(!html.contains("url(") && !html.contains("@import"))
    for element in page.elements {
      #expect(!element.attributes.keys.contains { $0.hasPrefix("on") })
      if let source = element.attributes["src"] { #expect(source.hasPrefix("data:image/png;")) }
      // Of an attribute that is there twice a parser would complain; of a name it would not.
      if element.name == "link" { #expect(element.attributes["href"] == "data:,") }
    }
    let names = page.elements.compactMap { $0.attributes["id"] }
    #expect(Set(names).count == names.count)
    let links = page.all("a").compactMap { $0.attributes["href"] }.filter { $0.hasPrefix("#") }
    #expect(!links.isEmpty && Set(links.map { String($0.dropFirst()) }).isSubset(of: names))
    let labels = page.elements.compactMap { $0.attributes["aria-labelledby"] }
    #expect(!labels.isEmpty && Set(labels).isSubset(of: names))
    #expect(page.all("h1").count == 1 && page.all("main").count == 1)
    if let folder = ProcessInfo.processInfo.environment["KAGAMI_SAMPLE_PAGE"] {
      try SamplePage.make().write(to: folder)
    }
  }

  @Test func headingsGoDownByOne() throws {
    let deep = HTMLSection(
      "one", blocks: [],
      sections: [
        HTMLSection("two", blocks: [], sections: [HTMLSection("three", blocks: [])]),
        HTMLSection("two", blocks: []),
      ])
    let page = try ParsedSVG(
      HTMLPage(title: "zero", lead: "x", sections: [deep, HTMLSection("Ünd & <so>", blocks: [])])
        .html())
    let headings = page.elements.filter { $0.name.count == 2 && $0.name.hasPrefix("h") }
      .filter { $0.name != "hr" }
    #expect(headings.map(\.name) == ["h1", "h2", "h3", "h4", "h3", "h2"])
    #expect(
      headings.map { $0.attributes["id"] } == [nil, "one", "two", "three", "two-2", "ünd-so"])
    #expect(headings.last?.text == "Ünd & <so>")
    #expect(page.all("nav").isEmpty && page.all("footer").isEmpty)
  }

  @Test func manySectionsHaveContents() throws {
    let sections = (1...4).map { HTMLSection("Part", anchor: $0 == 3 ? "Three!" : nil, blocks: []) }
    let page = try ParsedSVG(HTMLPage(title: "t", lead: "l", sections: sections).html())
    #expect(page.all("nav").count == 1)
    #expect(
      page.all("a").map { $0.attributes["href"] } == ["#part", "#part-2", "#three", "#part-3"])
  }

  @Test func theFooterTellsHowToGetItAgain() throws {
    let footer = HTMLFooter(
      command: "kagami study a \\\n  --seeds 5 > \"b\"", engine: "Kagami & co", processor: "<cpu>",
      seconds: 75.25, settings: ["Seeds": "1 to 5"])
    let page = try ParsedSVG(HTMLPage(title: "t", lead: "l", sections: [], footer: footer).html())
    #expect(page.all("code").map(\.text) == [footer.command])
    #expect(page.all("dt").map(\.text) == ["Engine", "Processor", "Time", "Seeds"])
    #expect(page.all("dd").map(\.text) == ["Kagami & co", "<cpu>", "75.2\u{a0}s", "1 to 5"])
  }

  @Test func linesStayAsTheyAre() throws {
    let text = "\n(0): Linear(784 → 256)\n  <ReLU> & more\r\n\tend\n"
    let page = HTMLPage(
      title: "t", lead: "l", blocks: [.code(text, label: "The \"model\""), .list(["a", "<b>"])],
      sections: [])
    let parsed = try ParsedSVG(page.html())
    #expect(parsed.all("code").map(\.text) == [text.replacing("\r\n", with: "\n")])
    #expect(parsed.all("pre").first?.attributes["aria-label"] == "The \"model\"")
    #expect(parsed.all("li").map(\.text) == ["a", "<b>"])
  }

  @Test func aPageIsWritten() throws {
    let folder = try TemporaryFolder()
    let page = HTMLPage(title: "t", lead: "l", sections: [], language: "de")
    try page.write(to: folder.path + "/page.html")
    #expect(String(decoding: try folder.read("page.html"), as: UTF8.self) == page.html())
    #expect(page.html().contains("<html lang=\"de\">"))
    #expect(throws: FileError.self) { try page.write(to: folder.path + "/none/page.html") }
  }
}

import Foundation
import KagamiData
import TestSupport
import Testing

/// Text is text, whatever letters are in it.
@Suite struct HTMLTextTests {
  /// The paragraph that a text becomes, as a parser reads it.
  private func paragraph(_ text: HTMLText) throws -> (page: ParsedSVG, source: String) {
    let page = HTMLPage(title: "t", lead: "l", blocks: [.paragraph(text)], sections: [])
    return (try ParsedSVG(page.html()), page.html())
  }

  @Test func literalsHaveTypedMarkup() throws {
    let rate = 2e-4
    let text: HTMLText =
      "\(code: "Adam") at \(rate) is \(strong: "best"), \(emphasis: "so far") of \(1.25, decimals: 1)"
    #expect(text.plain == "Adam at 0.0002 is best, so far of 1.2")
    let source = try paragraph(text).source
    #expect(source.contains("<p><code>Adam</code> at 0.0002 is <strong>best</strong>, "))
  }

  @Test func nothingIsMarkup() throws {
    let evil = "<script>alert(\"1\")</script> & </p> 'x' \0"
    let (page, source) = try paragraph(
      HTMLText(evil) + .code(evil) + "\(evil)" + .strong(evil) + .link(evil, to: "#\"><b>"))
    #expect(!source.contains("<script") && page.all("script").isEmpty && page.all("b").isEmpty)
    let shown = evil.replacing("\0", with: "\u{fffd}")
    #expect(page.all("p").last?.text == shown + shown)
    for name in ["code", "strong", "a"] { #expect(page.all(name).map(\.text) == [shown]) }
    #expect(page.all("a").first?.attributes["href"] == "#\"><b>")
  }

  @Test func linksLeadToPages() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = HTMLText.link("x", to: "javascript:alert(1)")
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("HTMLText.link: \"javascript:alert(1)\" is no address to link to"))
  }
}

import Foundation
import KagamiData
import Testing

/// Figures hold their pictures in themselves.
@Suite struct HTMLFigureTests {
  private let image = GrayImage(width: 3, height: 2, pixels: [0, 50, 100, 150, 200, 250])

  private func parsed(_ blocks: [HTMLBlock]) throws -> ParsedSVG {
    try ParsedSVG(HTMLPage(title: "t", lead: "l", blocks: blocks, sections: []).html())
  }

  @Test func aPictureComesBackFromThePage() throws {
    let figure = try HTMLFigure(image, alt: "six \"greys\"", caption: "Six.", scale: 4)
    let page = try parsed([.figure(figure)])
    let shown = try #require(page.all("img").first)
    #expect(shown.attributes["alt"] == "six \"greys\"" && shown.attributes["class"] == "pixels")
    #expect(shown.number("width") == 12 && shown.number("height") == 8)
    let source = try #require(shown.attributes["src"])
    let prefix = "data:image/png;base64,"
    #expect(source.hasPrefix(prefix))
    let file = try #require(Data(base64Encoded: String(source.dropFirst(prefix.count))))
    #expect(try PNG.decodeGray(Array(file)) == image)
    #expect(page.all("figcaption").map(\.text) == ["Six."])
  }

  @Test func onlyWholePNGFilesAreTaken() throws {
    let file = try PNG.encode(image)
    for bytes in [[], Array("<svg/>".utf8), Array(file.dropFirst()), Array(file.dropLast())] {
      #expect(throws: PNGError.self) { try HTMLFigure(png: bytes, alt: "") }
    }
    let blurred = try HTMLFigure(png: file, alt: "", isPixelated: false)
    #expect(try parsed([.figure(blurred)]).all("img").first?.attributes["class"] == nil)
    #expect(throws: PNGError.self) {
      try HTMLFigure(GrayImage(width: 0, height: 0, pixels: []), alt: "")
    }
  }

  @Test func figuresStandSideBySide() throws {
    let one = try HTMLFigure(image, alt: "a", caption: "first")
    let page = try parsed([.figures([one, one, one])])
    #expect(page.all("img").count == 3 && page.all("figcaption").count == 3)
    #expect(page.elements.count { $0.attributes["class"] == "figures" } == 1)
  }

  @Test func chartsFollowThePage() throws {
    let line = LineChart(
      title: "Loss & <co>", xLabel: "step", yLabel: "loss",
      series: ["a", "b"].map { .init(name: $0, x: [1, 2, 3], y: [3, 1, 2]) })
    let bars = BarChart(
      title: "Bars", yLabel: "%", groups: ["one two", "three"],
      series: ["c", "d"].map { .init(name: $0, values: [1, 2]) })
    let page = try parsed([
      .figure(HTMLFigure(line, alt: "both fall")), .figure(HTMLFigure(bars, alt: "all rise")),
    ])
    // One for a wide page and one for a narrow one.
    let pictures = page.all("svg")
    #expect(pictures.map { $0.number("width") } == [704, 344, 704, 344])
    #expect(
      pictures.map { $0.attributes["aria-label"] }
        == ["Loss & <co>: both fall", "Loss & <co>: both fall", "Bars: all rise", "Bars: all rise"])
    #expect(page.elements.count { $0.attributes["class"] == "wide" } == 2)
    #expect(page.elements.count { $0.attributes["class"] == "narrow" } == 2)
    // The title is the page's, once.
    #expect(!page.texts.contains("Loss & <co>") && page.all("p").map(\.text).contains("Bars"))
    // No colour is fixed.
    for element in page.elements {
      for name in ["fill", "stroke"] {
        let paint = element.attributes[name] ?? "none"
        #expect(paint == "none" || paint.hasPrefix("var(--chart-"))
      }
    }
    // Nor is anything told by colour alone: dashes and markers, lines over bars.
    let dashes = page.lines.map { $0.attributes["stroke-dasharray"] }
    #expect(Set(dashes).count == 2)
    #expect(!page.all("circle").isEmpty)
    #expect(page.all("path").contains { $0.attributes["stroke-opacity"] == "0.75" })
  }

  @Test func namesOfGroupsAreBrokenOnANarrowPage() throws {
    let words = ["a first group of images", "a second group of images", "a third", "a fourth"]
    let bars = BarChart(
      title: "", yLabel: "", groups: words, series: [.init(name: "x", values: [1, 2, 3, 4])])
    let page = try parsed([.figure(HTMLFigure(bars, alt: "rise"))])
    #expect(page.texts.contains("a first") && !page.texts.contains("a first group of images"))
    let sizes = page.all("text").compactMap { $0.attributes["font-size"].flatMap(Double.init) }
    #expect(sizes.allSatisfy { $0 >= 9 })
  }

  @Test func whatFindsNoSpaceOnANarrowPageIsTurnedOrLeftOut() throws {
    let names = (0..<20).map { "group number \($0)" }
    let bars = BarChart(
      title: "", yLabel: "", groups: names, series: [.init(name: "x", values: names.map { _ in 1 })]
    )
    let turned = try parsed([.figure(HTMLFigure(bars, alt: ""))]).all("text").filter {
      names.contains($0.text)
    }
    #expect(turned.count == 40)
    #expect(turned.allSatisfy { $0.attributes["transform"]?.hasPrefix("rotate(-90") == true })
    // Of 1000, 2000, 5000, 10000 and so on the powers of ten stay.
    let points = LineChart(
      title: "", xLabel: "seconds until the distance was reached for the first time", yLabel: "",
      series: [.init(name: "", x: [1000, 100_000], y: [1, 2], isJoined: false)],
      xAxis: .logarithmic)
    let page = try parsed([.figure(HTMLFigure(points, alt: ""))])
    for power in ["1000", "10000", "100000"] {
      #expect(page.texts.count { $0 == power } == 2)
    }
    #expect(page.texts.count { $0 == "5000" } == 1)
    // A long label has as many lines as it needs.
    #expect(page.texts.contains(points.xLabel) && page.texts.contains("reached for the first time"))
  }
}

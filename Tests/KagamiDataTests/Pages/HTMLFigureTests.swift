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

}

import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// An SVG document as a parser of XML reads it.
final class ParsedSVG: NSObject, XMLParserDelegate {
  struct Element {
    let name: String
    let attributes: [String: String]
    var text = ""

    /// An attribute as a number, NaN if it is none.
    func number(_ name: String) -> Double { attributes[name].flatMap(Double.init) ?? .nan }
  }

  /// All elements in the order in which they begin.
  private(set) var elements: [Element] = []
  private var open: [Int] = []

  /// Throws if the text is not well-formed.
  init(_ text: String) throws {
    super.init()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = self
    guard parser.parse() else { throw parser.parserError ?? CocoaError(.fileReadCorruptFile) }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    open.append(elements.count)
    elements.append(Element(name: name, attributes: attributes))
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) { open.removeLast() }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    if let last = open.last { elements[last].text += text }
  }

  func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }

  /// What is written in the picture.
  var texts: [String] { all("text").map(\.text) }

  /// The lines of series, which alone have round joints.
  var lines: [Element] { all("path").filter { $0.attributes["stroke-linejoin"] != nil } }

  /// The pieces of a line: their points, x and y in turns.
  static func pieces(_ line: Element) -> [[SIMD2<Double>]] {
    (line.attributes["d"] ?? "").split(separator: "M").map { piece in
      piece.split(separator: "L").map { point in
        let parts = point.split(separator: " ").compactMap { Double($0) }
        return parts.count == 2 ? SIMD2(parts[0], parts[1]) : SIMD2(.nan, .nan)
      }
    }
  }

  /// The edges of the plot, as the axes show them.
  var plot: (left: Double, right: Double, top: Double, bottom: Double) {
    let axes = all("path").first { $0.attributes["stroke-width"] == "1.5" }
    let parts = (axes?.attributes["d"] ?? "").split { "MVH ".contains($0) }.compactMap {
      Double($0)
    }
    return parts.count == 4 ? (parts[0], parts[3], parts[1], parts[2]) : (.nan, .nan, .nan, .nan)
  }
}

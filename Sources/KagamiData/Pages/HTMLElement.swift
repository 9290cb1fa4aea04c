/// An element of an HTML document, with all that is inside it.
///
/// What is written is XML as well: every element is closed and every attribute has a value.
struct HTMLElement {
  /// Names and values in the order in which they are written; what is nil is left out.
  typealias Attributes = KeyValuePairs<String, String?>

  /// The written form.
  let text: String

  /// A form that is written already.
  init(written text: String) { self.text = text }

  /// An element with others inside it, each on a line of its own.
  init(_ name: String, _ attributes: Attributes = [:], _ children: [HTMLElement]) {
    text =
      "<\(Self.start(name, attributes))>\n\(children.map { $0.text + "\n" }.joined())</\(name)>"
  }

  /// An element without attributes, with others inside it, each on a line of its own.
  init(_ name: String, _ children: [HTMLElement]) { self.init(name, [:], children) }

  /// An element with others inside it, without spaces between them.
  init(_ name: String, _ attributes: Attributes = [:], inline children: [HTMLElement]) {
    text = "<\(Self.start(name, attributes))>\(children.map(\.text).joined())</\(name)>"
  }

  /// An element with text inside it.
  init(_ name: String, _ attributes: Attributes = [:], text: String) {
    self.text = "<\(Self.start(name, attributes))>\(SVG.escaped(text))</\(name)>"
  }

  /// An element that HTML allows no content, such as an image.
  init(empty name: String, _ attributes: Attributes = [:]) {
    text = "<\(Self.start(name, attributes))/>"
  }

  /// Text of several lines in a box of its own, which scrolls where lines are longer than the page.
  ///
  /// - Parameter label: What programs that read pages aloud call it.
  static func preformatted(_ text: String, label: String) -> HTMLElement {
    let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    // As line ends, not as references to characters, so that the source of the page is legible.
    let escaped = lines.map { SVG.escaped(String($0)) }.joined(separator: "\n")
    // The keyboard scrolls only what can be focused.
    return HTMLElement(
      "pre", ["tabindex": "0", "role": "region", "aria-label": label],
      inline: [HTMLElement("code", inline: [HTMLElement(written: escaped)])])
  }

  private static func start(_ name: String, _ attributes: Attributes) -> String {
    name
      + attributes.map { name, value in
        value.map { " \(name)=\"\(SVG.escaped($0))\"" } ?? ""
      }.joined()
  }
}

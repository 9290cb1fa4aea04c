internal import Kagami

/// A run of text for a page, with code, emphasis and links in it.
///
/// All text is escaped: there is no way to write markup as a string.
///
/// ```swift
/// let text: HTMLText = "\(code: "Adam(lr: 2e-4)") reached \(strong: "2.31") after \(seconds, decimals: 1) s"
/// ```
public struct HTMLText: Equatable, Sendable {
  private enum Part: Equatable, Sendable {
    case plain(String)
    case element(String, String)
    case link(String, address: String)
  }

  private var parts: [Part]

  private init(_ part: Part) { parts = [part] }

  /// Text without anything special in it.
  public init(_ text: String) { parts = text.isEmpty ? [] : [.plain(text)] }

  /// Text in the font of programs: names, commands, shapes.
  public static func code(_ text: String) -> HTMLText { HTMLText(.element("code", text)) }

  /// Text that is stressed.
  public static func emphasis(_ text: String) -> HTMLText { HTMLText(.element("em", text)) }

  /// Text of importance, in bold.
  public static func strong(_ text: String) -> HTMLText { HTMLText(.element("strong", text)) }

  /// Text that leads to another place.
  ///
  /// A page stays whole without the place: nothing is fetched until a reader follows the link.
  ///
  /// - Parameters:
  ///   - text: What is shown.
  ///   - address: `#anchor` for a section of the same page, or what begins with `https://` or `http://`.
  /// - Precondition: the address has one of these forms.
  public static func link(_ text: String, to address: String) -> HTMLText {
    if !["#", "https://", "http://"].contains(where: address.hasPrefix) {
      misuse(
        "HTMLText.link", "\"\(address)\" is no address to link to",
        hint: "use #anchor, https:// or http://")
    }
    return HTMLText(.link(text, address: address))
  }

  /// One text after the other.
  public static func + (left: HTMLText, right: HTMLText) -> HTMLText {
    var both = left
    both.parts += right.parts
    return both
  }

  /// The text alone.
  public var plain: String {
    parts.map {
      switch $0 {
      case .plain(let text), .element(_, let text), .link(let text, _): text
      }
    }.joined()
  }

  /// The written form.
  var html: HTMLElement {
    HTMLElement(
      written: parts.map {
        switch $0 {
        case .plain(let text): SVG.escaped(text)
        case .element(let name, let text): HTMLElement(name, text: text).text
        case .link(let text, let address): HTMLElement("a", ["href": address], text: text).text
        }
      }.joined())
  }
}

extension HTMLText: ExpressibleByStringInterpolation {
  /// Text without anything special in it.
  public init(stringLiteral text: String) { self.init(text) }

  /// Joins the pieces of a literal.
  public init(stringInterpolation: StringInterpolation) { parts = stringInterpolation.text.parts }

  /// The pieces of a literal.
  public struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var text = HTMLText("")

    /// Begins a literal.
    public init(literalCapacity: Int, interpolationCount: Int) {}

    /// Adds plain text.
    public mutating func appendLiteral(_ literal: String) { append(HTMLText(literal)) }

    /// Adds a text with its markup.
    public mutating func appendInterpolation(_ text: HTMLText) { append(text) }

    /// Adds a value's description as plain text.
    public mutating func appendInterpolation(_ value: some CustomStringConvertible) {
      append(HTMLText(value.description))
    }

    /// Adds a number.
    ///
    /// - Parameters:
    ///   - value: The number.
    ///   - decimals: Digits after the point, or nil for as many as the number needs.
    public mutating func appendInterpolation(
      _ value: some BinaryFloatingPoint & CustomStringConvertible, decimals: Int? = nil
    ) {
      append(HTMLText(HTMLNumber.text(Double(value), decimals: decimals)))
    }

    /// Adds text in the font of programs.
    public mutating func appendInterpolation(code: String) { append(.code(code)) }

    /// Adds text that is stressed.
    public mutating func appendInterpolation(emphasis: String) { append(.emphasis(emphasis)) }

    /// Adds text in bold.
    public mutating func appendInterpolation(strong: String) { append(.strong(strong)) }

    /// Adds text that leads to another place, as ``HTMLText/link(_:to:)`` does.
    public mutating func appendInterpolation(_ link: String, to address: String) {
      append(.link(link, to: address))
    }

    private mutating func append(_ other: HTMLText) { text = text + other }
  }
}

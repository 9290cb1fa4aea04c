/// A page that is one file: pictures, charts and style are in it, and nothing is fetched.
///
/// It needs no scripts, follows the reader's choice of a light or dark scheme, fits a telephone, and prints.
///
/// ```swift
/// let page = HTMLPage(
///   title: "Which optimizer?",
///   lead: "\(strong: "Adam"), by a distance of 2.31 against 4.05.",
///   sections: [
///     HTMLSection("Distances", blocks: [.table(table), .figure(HTMLFigure(chart, alt: "…"))])
///   ],
///   footer: HTMLFooter(command: "kagami study …", engine: "Kagami 1.0", processor: "…", seconds: 41))
/// try page.write(to: "optimizer.html")
/// ```
public struct HTMLPage: Sendable {
  /// The title, in the window's frame and at the top.
  public var title: String
  /// The paragraph right below the title: the answer, for readers who go no further.
  public var lead: HTMLText
  /// What stands between the lead and the first section.
  public var blocks: [HTMLBlock]
  /// The parts under headings of their own.
  public var sections: [HTMLSection]
  /// How to get the page again; nothing if nil.
  public var footer: HTMLFooter?
  /// The language of the text, as BCP 47 writes it: "en", "de", "ja".
  public var language: String

  /// A page of sections.
  ///
  /// - Parameters:
  ///   - title: The title.
  ///   - lead: The answer in a few sentences.
  ///   - blocks: What stands between the lead and the first section.
  ///   - sections: The parts under headings of their own; from four on, links to them stand at the top.
  ///   - footer: How to get the page again.
  ///   - language: The language of the text, as BCP 47 writes it.
  public init(
    title: String, lead: HTMLText, blocks: [HTMLBlock] = [], sections: [HTMLSection],
    footer: HTMLFooter? = nil, language: String = "en"
  ) {
    self.title = title
    self.lead = lead
    self.blocks = blocks
    self.sections = sections
    self.footer = footer
    self.language = language
  }

  /// The page as a document of HTML.
  ///
  /// Source: WHATWG, HTML, <https://html.spec.whatwg.org>. The page's own policy lets a browser load
  /// nothing but the pictures in it and run no scripts.
  public func html() -> String {
    var anchors = HTMLAnchors()
    // First, so that sections get the names that their titles suggest.
    let names = sections.map { $0.name(&anchors) }
    var body = [
      HTMLElement(
        "header",
        [HTMLElement("h1", text: title), HTMLElement("p", ["class": "lead"], inline: [lead.html])])
    ]
    for block in blocks { body.append(block.html(&anchors)) }
    if sections.count >= 4 { body.append(contents(names)) }
    for (section, name) in zip(sections, names) {
      body.append(section.html(level: 2, name: name, &anchors))
    }
    let main = HTMLElement("main", body)
    let end = footer.map { [$0.html(name: anchors.name(for: "reproduce"))] } ?? []
    let document = HTMLElement(
      "html", ["lang": language], [head, HTMLElement("body", [main] + end)])
    return "<!DOCTYPE html>\n" + document.text + "\n"
  }

  /// Writes the page to a file, as ``AtomicFile/write(_:to:)`` does.
  ///
  /// - Throws: ``FileError/unwritable(path:step:reason:)`` if the file cannot be written.
  public func write(to path: String) throws(FileError) {
    try AtomicFile.write(Array(html().utf8), to: path)
  }

  private var head: HTMLElement {
    let policy =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
      + "form-action 'none'"
    return HTMLElement(
      "head",
      [
        HTMLElement(empty: "meta", ["charset": "utf-8"]),
        HTMLElement(
          empty: "meta", ["http-equiv": "Content-Security-Policy", "content": policy]),
        HTMLElement(
          empty: "meta",
          ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
        HTMLElement(empty: "meta", ["name": "color-scheme", "content": "light dark"]),
        HTMLElement(empty: "meta", ["name": "description", "content": lead.plain]),
        HTMLElement("title", text: title),
        // Without it a browser requests one from the server that hands out the page.
        HTMLElement(empty: "link", ["rel": "icon", "href": "data:,"]),
        HTMLElement("style", inline: [HTMLElement(written: "\n" + HTMLStyle.sheet)]),
      ])
  }

  private func contents(_ names: [String]) -> HTMLElement {
    let points = zip(sections, names).map { section, name in
      HTMLElement("li", inline: [HTMLElement("a", ["href": "#" + name], text: section.title)])
    }
    return HTMLElement("nav", ["aria-label": "Contents"], [HTMLElement("ol", points)])
  }
}

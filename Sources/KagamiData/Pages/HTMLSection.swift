/// A part of a page under a heading of its own.
public struct HTMLSection: Sendable {
  /// The heading.
  public var title: String
  /// What links name the section, after `#`; nil for a name made from the title.
  ///
  /// Small letters and digits are kept, capitals become small, all else becomes hyphens. Of two sections
  /// with one name the second gets a number.
  public var anchor: String?
  /// What the section shows, from top to bottom.
  public var blocks: [HTMLBlock]
  /// Smaller sections inside this one, after its blocks.
  public var sections: [HTMLSection]

  /// Joins a heading and what stands below it.
  public init(
    _ title: String, anchor: String? = nil, blocks: [HTMLBlock], sections: [HTMLSection] = []
  ) {
    self.title = title
    self.anchor = anchor
    self.blocks = blocks
    self.sections = sections
  }

  /// The written form.
  ///
  /// - Parameter level: That of the heading, 2 below the page's title.
  func html(level: Int, name: String, _ anchors: inout HTMLAnchors) -> HTMLElement {
    var parts = [HTMLElement("h\(min(level, 6))", ["id": name], text: title)]
    for block in blocks { parts.append(block.html(&anchors)) }
    for section in sections {
      let name = section.name(&anchors)
      parts.append(section.html(level: level + 1, name: name, &anchors))
    }
    return HTMLElement("section", ["aria-labelledby": name], parts)
  }

  /// The name by which the heading is found.
  func name(_ anchors: inout HTMLAnchors) -> String { anchors.name(for: anchor ?? title) }
}

/// One part of a page's text: a paragraph, a table, a figure.
public enum HTMLBlock: Sendable {
  /// A paragraph.
  case paragraph(HTMLText)
  /// Points in a list.
  case list([HTMLText])
  /// A box that stands out, with a short label at its top.
  case answer(HTMLText, label: String = "Answer")
  /// A table.
  case table(HTMLTable)
  /// A picture or chart.
  case figure(HTMLFigure)
  /// Figures side by side, in as many rows as the page's width needs.
  case figures([HTMLFigure])
  /// Lines as they are, such as commands or a printed model.
  ///
  /// `label` is what programs that read pages aloud call the box.
  case code(String, label: String)
  /// Names and values, in order.
  case settings(HTMLSettings)

  /// The written form; `anchors` gives each element that needs one a name of its own.
  func html(_ anchors: inout HTMLAnchors) -> HTMLElement {
    switch self {
    case .paragraph(let text): HTMLElement("p", inline: [text.html])
    case .list(let points): HTMLElement("ul", points.map { HTMLElement("li", inline: [$0.html]) })
    case .answer(let text, let label):
      HTMLElement(
        "div", ["class": "answer", "role": "note"],
        [
          HTMLElement("p", ["class": "label"], text: label),
          HTMLElement("p", inline: [text.html]),
        ])
    case .table(let table): table.html(&anchors)
    case .figure(let figure): figure.html
    case .figures(let figures): HTMLFigure.row(figures)
    case .code(let text, let label): .preformatted(text, label: label)
    case .settings(let settings): settings.html
    }
  }
}

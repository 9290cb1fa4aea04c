/// A picture or chart on a page, with a caption below it.
public struct HTMLFigure: Sendable {
  private enum Content: Sendable {
    case picture(PNGPicture, scale: Int, isPixelated: Bool)
    case chart(any PageChart)
  }

  private let content: Content
  /// What the figure shows, in words, for readers who do not see it.
  public var alt: String
  /// What stands below the figure; nothing if nil.
  public var caption: HTMLText?

  /// A picture, held in the page itself.
  ///
  /// - Parameters:
  ///   - png: The bytes of a PNG file.
  ///   - alt: What the picture shows, in words.
  ///   - caption: What stands below it.
  ///   - scale: Pixels of the page for each of the picture; digits of 28×28 are legible from 2 on. The
  ///     picture is shown smaller where the page is narrower.
  ///   - isPixelated: Whether enlarged pixels stay squares, rather than being blurred.
  /// - Throws: ``PNGError/decoding(reason:)`` if the bytes are no whole PNG file.
  public init(
    png: [UInt8], alt: String, caption: HTMLText? = nil, scale: Int = 1, isPixelated: Bool = true
  ) throws(PNGError) {
    content = .picture(
      try PNGPicture(png), scale: max(scale, 1), isPixelated: isPixelated)
    self.alt = alt
    self.caption = caption
  }

  /// A grey picture such as that of an ``ImageGrid``, held in the page itself.
  ///
  /// - Parameters:
  ///   - image: The picture.
  ///   - alt: What the picture shows, in words.
  ///   - caption: What stands below it.
  ///   - scale: Pixels of the page for each of the picture.
  /// - Throws: ``PNGError/encoding(width:height:reason:)`` if the picture has no pixels.
  public init(
    _ image: GrayImage, alt: String, caption: HTMLText? = nil, scale: Int = 1
  ) throws(PNGError) {
    try self.init(png: PNG.encode(image), alt: alt, caption: caption, scale: scale)
  }

  /// A line chart, drawn in the page itself; its title stands above it.
  ///
  /// - Parameters:
  ///   - chart: The chart.
  ///   - alt: What the lines show, in words.
  ///   - caption: What stands below it.
  public init(_ chart: LineChart, alt: String, caption: HTMLText? = nil) {
    content = .chart(chart)
    self.alt = alt
    self.caption = caption
  }

  /// A bar chart, drawn in the page itself; its title stands above it.
  ///
  /// - Parameters:
  ///   - chart: The chart.
  ///   - alt: What the bars show, in words.
  ///   - caption: What stands below it.
  public init(_ chart: BarChart, alt: String, caption: HTMLText? = nil) {
    content = .chart(chart)
    self.alt = alt
    self.caption = caption
  }

  /// The written form.
  var html: HTMLElement {
    let caption = caption.map { [HTMLElement("figcaption", inline: [$0.html])] } ?? []
    switch content {
    case .picture(let picture, let scale, let isPixelated):
      let shown = picture.html(alt: alt, scale: scale, isPixelated: isPixelated)
      return HTMLElement("figure", [shown] + caption)
    case .chart(let chart):
      return HTMLElement("figure", ["class": "chart"], chart.html(alt: alt) + caption)
    }
  }

  /// Figures side by side.
  static func row(_ figures: [HTMLFigure]) -> HTMLElement {
    let hasCharts = figures.contains {
      if case .chart = $0.content { true } else { false }
    }
    return HTMLElement(
      "div", ["class": hasCharts ? "figures charts" : "figures"], figures.map(\.html))
  }
}

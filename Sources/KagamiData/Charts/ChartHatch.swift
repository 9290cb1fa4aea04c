/// Lines over a bar, so that bars are told apart without their colours.
enum ChartHatch: CaseIterable {
  case rising, level, falling, crossed

  /// The lines of the series at a place; the first has none.
  static func series(at index: Int) -> ChartHatch? {
    let place = index % (allCases.count + 1)
    return place == 0 ? nil : allCases[place - 1]
  }

  /// The lines inside a rectangle.
  func draw(x: Double, y: Double, width: Double, height: Double, _ paint: ChartPaint) -> [SVG] {
    let lines =
      switch self {
      case .level: level(x, y, width, height)
      case .rising: sloping(x, y, width, height, isRising: true)
      case .falling: sloping(x, y, width, height, isRising: false)
      case .crossed:
        sloping(x, y, width, height, isRising: true) + sloping(x, y, width, height, isRising: false)
      }
    guard !lines.isEmpty else { return [] }
    return [
      SVG(
        "path",
        [
          "d": lines.joined(), "fill": "none", "stroke": paint, "stroke-width": 1.3,
          "stroke-opacity": 0.75,
        ])
    ]
  }

  /// Pixels between lines.
  private static let pitch = 6.0

  private func level(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> [String] {
    stride(from: Self.pitch / 2, to: height, by: Self.pitch).map {
      "M\(x.svg) \((y + height - $0).svg)h\(width.svg)"
    }
  }

  /// Lines of 45°, cut at the edges: no clip path, whose name could clash on a page of several charts.
  private func sloping(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, isRising: Bool
  ) -> [String] {
    stride(from: Self.pitch, to: width + height, by: Self.pitch * 1.4).map { offset in
      // Measured from the lower left corner, or the lower right one.
      let from = max(offset - height, 0)
      let to = min(offset, width)
      func across(_ place: Double) -> Double { isRising ? x + width - place : x + place }
      let bottom = y + height
      return "M\(across(from).svg) \((bottom - offset + from).svg)"
        + "L\(across(to).svg) \((bottom - offset + to).svg)"
    }
  }
}

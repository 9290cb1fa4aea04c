/// Text of a chart, in a font that the reader's system chooses, so that lengths can only be estimated.
enum ChartText {
  /// Fonts that systems bring, so that a picture needs no file beside it.
  static let fonts =
    "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
  /// The size of all text but the title, in pixels.
  static let size = 14.0

  /// Which part of the text lies at the place given.
  enum Anchor: String {
    case start, middle, end
  }

  /// About the length of a text, in pixels; ideographs and emoji are as wide as they are high.
  static func length(of text: String, size: Double = size) -> Double {
    text.reduce(0) { sum, letter in
      sum + size * ((letter.unicodeScalars.first?.value ?? 0) >= 0x2e80 ? 1 : 0.6)
    }
  }

  /// Pixels from one line of a text to the next.
  static let lineHeight = 17.0

  /// A text in lines that are as long as `limit` allows, broken at spaces; a longer word is a line.
  static func broken(_ text: String, limit: Double) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, length(of: "\(last) \(word)") <= limit {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }

  /// One line of text whose capitals have their middle at `y`.
  ///
  /// - Parameters:
  ///   - limit: The length that is left for the text, which gets smaller if it seems to be longer.
  ///   - upwards: Whether the text runs from bottom to top rather than from left to right.
  static func line(
    _ text: String, x: Double, y: Double, anchor: Anchor = .middle, size: Double = size,
    isBold: Bool = false, limit: Double = .infinity, upwards: Bool = false
  ) -> SVG {
    // Not `textLength`: of the programs that show SVG, few but browsers keep to it.
    let size = size * min(limit / max(length(of: text, size: size), 1), 1)
    return SVG(
      "text",
      [
        "x": x,
        // In place of `dominant-baseline`, for the same reason.
        "y": y + 0.35 * size,
        "text-anchor": anchor.rawValue,
        "font-size": size == Self.size ? nil : size,
        "font-weight": isBold ? "600" : nil,
        "transform": upwards ? "rotate(-90 \(x.svg) \(y.svg))" : nil,
      ], text: text)
  }
}

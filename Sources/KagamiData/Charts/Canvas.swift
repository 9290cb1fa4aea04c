internal import Kagami

/// A raster of colours to draw on: filled boxes, and anti-aliased lines with round ends.
struct Canvas {
  typealias Point = SIMD2<Double>

  let width: Int
  let height: Int
  private var pixels: [UInt8]

  init(width: Int, height: Int, paper: RGBColor) {
    self.width = width
    self.height = height
    pixels = []
    pixels.reserveCapacity(3 * width * height)
    for _ in 0..<width * height { pixels += [paper.red, paper.green, paper.blue] }
  }

  /// Stops with a message unless a chart of this size can be drawn.
  static func check(_ operation: String, width: Int, height: Int) {
    if width < 320 || height < 200 || width > sizeLimit || height > sizeLimit {
      misuse(
        operation, "\(width)×\(height) pixels are no size for a chart",
        hint: "use 320×200 to \(sizeLimit)×\(sizeLimit)")
    }
  }

  /// The most pixels of a chart from side to side: 768 MiB in all.
  private static let sizeLimit = 16_384

  /// What has been drawn.
  var image: RGBImage { RGBImage(width: width, height: height, pixels: pixels) }

  /// The colour at a pixel on the canvas.
  subscript(x: Int, y: Int) -> RGBColor {
    let start = 3 * (y * width + x)
    return RGBColor(red: pixels[start], green: pixels[start + 1], blue: pixels[start + 2])
  }

  /// Fills whole pixels; what lies beyond the canvas is cut off.
  mutating func fill(columns: Range<Int>, rows: Range<Int>, _ color: RGBColor, opacity: Double = 1)
  {
    for y in rows.clamped(to: 0..<height) {
      for x in columns.clamped(to: 0..<width) { blend(x, y, color, opacity) }
    }
  }

  /// Draws a polyline in one go, so that its joints are no darker than the rest.
  ///
  /// - Parameters:
  ///   - points: In pixels, whose centres lie at halves.
  ///   - thickness: In pixels.
  ///   - columns: Nothing is drawn outside these columns.
  ///   - rows: Nothing is drawn outside these rows.
  mutating func line(
    _ points: [Point], thickness: Double, _ color: RGBColor, opacity: Double = 1,
    columns: Range<Int>? = nil, rows: Range<Int>? = nil
  ) {
    let columns = (columns ?? 0..<width).clamped(to: 0..<width)
    let rows = (rows ?? 0..<height).clamped(to: 0..<height)
    guard let first = points.first, !columns.isEmpty, !rows.isEmpty else { return }
    var cover = [Double](repeating: 0, count: columns.count * rows.count)
    let pairs = points.count == 1 ? [(first, first)] : Array(zip(points, points.dropFirst()))
    for (start, end) in pairs {
      Self.cover(&cover, from: start, to: end, radius: thickness / 2, columns, rows)
    }
    for y in rows {
      for x in columns {
        let amount = cover[(y - rows.lowerBound) * columns.count + x - columns.lowerBound]
        if amount > 0 { blend(x, y, color, amount * opacity) }
      }
    }
  }

  private static func cover(
    _ cover: inout [Double], from start: Point, to end: Point, radius: Double,
    _ columns: Range<Int>, _ rows: Range<Int>
  ) {
    let reach = radius + 1
    let chord = end - start
    let square = max((chord * chord).sum(), 1e-12)
    let across = pixels(min(start.x, end.x) - reach, max(start.x, end.x) + reach, columns)
    // Row by row, only the columns near the line: a long diagonal's box is nearly all empty.
    for y in pixels(min(start.y, end.y) - reach, max(start.y, end.y) + reach, rows) {
      var near = across
      if abs(chord.y) > 1e-9 {
        let slope = chord.x / chord.y
        let x = start.x + (Double(y) + 0.5 - start.y) * slope
        let slack = reach * (1 + slope * slope).squareRoot() + abs(slope)
        near = pixels(x - slack, x + slack, columns).clamped(to: across)
      }
      for x in near {
        let offset = Point(Double(x) + 0.5, Double(y) + 0.5) - start
        let gap = offset - chord * min(max((offset * chord).sum() / square, 0), 1)
        let amount = min(max(radius - (gap * gap).sum().squareRoot() + 0.5, 0), 1)
        let index = (y - rows.lowerBound) * columns.count + x - columns.lowerBound
        cover[index] = max(cover[index], amount)
      }
    }
  }

  private static func pixels(_ low: Double, _ high: Double, _ bounds: Range<Int>) -> Range<Int> {
    let least = Double(bounds.lowerBound)
    let most = Double(bounds.upperBound)
    let first = Int(min(max(low, least), most))
    return first..<max(Int(min(max(high + 1, least), most)), first)
  }

  private mutating func blend(_ x: Int, _ y: Int, _ color: RGBColor, _ amount: Double) {
    let start = 3 * (y * width + x)
    for (part, target) in [color.red, color.green, color.blue].enumerated() {
      let old = Double(pixels[start + part])
      pixels[start + part] = UInt8(old + (Double(target) - old) * amount + 0.5)
    }
  }
}

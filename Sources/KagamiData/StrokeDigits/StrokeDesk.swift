/// Where one digit after another is written: keeps its paper and lists between digits.
struct StrokeDesk {
  /// The box that MNIST fits its digits in, in pixels.
  private static let body: Float = 20
  private static let side = StrokeDigits.side

  /// The digit last written, 28×28 bytes.
  private(set) var pixels = [UInt8](repeating: 0, count: side * side)
  private var paper = PenRaster(side: side)
  private var line: [SIMD2<Float>] = []
  /// Where each stroke starts in `line`, and the end of the last.
  private var starts: [Int] = []

  /// Writes `digit` as `random` decides.
  mutating func write(_ digit: Int, _ random: inout SplitMix64) {
    trace(digit, &random)
    let (low, high) = bounds()
    let size = SIMD2(max(high.x - low.x, 0.2), max(high.y - low.y, 0.2))
    HandWarp(digit: digit, &random).apply(to: &line, low: low, size: size)
    // Thin pens are commoner than thick ones.
    let thickness = random.uniform()
    let radius = 1 + 0.8 * thickness * (0.45 + 0.55 * thickness)
    frame(radius: radius, &random)
    ink(radius: radius, &random)
    develop()
  }

  /// Fills `line` with the digit's shape, each point moved a little as a hand would.
  private mutating func trace(_ digit: Int, _ random: inout SplitMix64) {
    line.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    for stroke in DigitShape.strokes(of: digit, &random) {
      var shaken = stroke
      for index in shaken.points.indices {
        shaken.points[index].position +=
          SIMD2(random.bell(deviation: 0.011), random.bell(deviation: 0.011))
      }
      starts.append(line.count)
      shaken.flatten(pieces: 5, into: &line)
    }
    starts.append(line.count)
  }

  /// Scales the line to the body's box and puts its centre of mass at the middle of the paper.
  private mutating func frame(radius: Float, _ random: inout SplitMix64) {
    let (low, high) = bounds()
    let extent = max(high.x - low.x, high.y - low.y)
    let scale = (Self.body - 2 * radius) / extent * random.uniform(0.94, 1.02)
    let middle = SIMD2<Float>(repeating: Float(Self.side) / 2)
    let shift = SIMD2(random.bell(deviation: 0.35), random.bell(deviation: 0.35))
    let center = centerOfMass()
    // However lopsided the digit, its ink stays on the paper.
    let margin = SIMD2<Float>(repeating: radius + 1)
    let least = margin - (low - center) * scale
    let most = SIMD2<Float>(repeating: Float(Self.side)) - margin - (high - center) * scale
    let origin = pointwiseMin(pointwiseMax(middle + shift, least), most)
    for index in line.indices { line[index] = origin + (line[index] - center) * scale }
  }

  /// Draws the line, pressing harder on one end of a stroke than on the other.
  private mutating func ink(radius: Float, _ random: inout SplitMix64) {
    paper.clear()
    for stroke in starts.indices.dropLast() {
      let press = random.bell(deviation: 0.07)
      let swell = random.bell(deviation: 0.07)
      let first = starts[stroke]
      let last = starts[stroke + 1] - 1
      var before = radius * (1 - press)
      for index in first..<last {
        let t = 2 * Float(index + 1 - first) / Float(last - first) - 1
        let after = radius * (1 + press * t + swell * (1 - t * t))
        paper.draw(from: line[index], to: line[index + 1], radius: before, endRadius: after)
        before = after
      }
    }
  }

  /// Turns ink to bytes whose darkest is 255.
  private mutating func develop() {
    let full = 255 / max(paper.ink.max() ?? 1, 0.1)
    for index in pixels.indices { pixels[index] = UInt8(max(paper.ink[index], 0) * full + 0.5) }
  }

  private func bounds() -> (low: SIMD2<Float>, high: SIMD2<Float>) {
    var low = line[0]
    var high = line[0]
    for point in line {
      low = pointwiseMin(low, point)
      high = pointwiseMax(high, point)
    }
    return (low, high)
  }

  private func centerOfMass() -> SIMD2<Float> {
    var mass: Float = 0
    var moment = SIMD2<Float>.zero
    for stroke in starts.indices.dropLast() {
      for index in starts[stroke]..<starts[stroke + 1] - 1 {
        let chord = line[index + 1] - line[index]
        let length = (chord * chord).sum().squareRoot()
        mass += length
        moment += (line[index] + line[index + 1]) * (length / 2)
      }
    }
    return moment / max(mass, 1e-6)
  }
}

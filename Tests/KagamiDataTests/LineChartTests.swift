import Testing

@testable import KagamiData

/// Charts draw whatever numbers come.
@Suite struct LineChartTests {
  private func chart(
    _ series: [LineChart.Series], yAxis: LineChart.Axis = .linear
  ) throws -> ParsedSVG {
    let chart = LineChart(
      title: "Losses", xLabel: "step", yLabel: "loss", series: series, yAxis: yAxis)
    return try ParsedSVG(chart.svg())
  }

  @Test func thePictureStandsOnItsOwn() throws {
    let svg = LineChart(
      title: "Losses", xLabel: "step", yLabel: "loss", series: [.init(name: "a", y: [1, 2])],
      width: 640, height: 400
    ).svg()
    let parsed = try ParsedSVG(svg)
    let root = try #require(parsed.elements.first)
    #expect(root.name == "svg" && root.attributes["xmlns"] == "http://www.w3.org/2000/svg")
    #expect(root.attributes["viewBox"] == "0 0 640 400" && root.attributes["role"] == "img")
    #expect(root.number("width") == 640 && root.number("height") == 400)
    // What an element is called must come first, says SVG.
    #expect(parsed.elements[1].name == "title" && parsed.elements[1].text == "Losses")
    #expect(Set(["Losses", "step", "loss", "a"]).isSubset(of: parsed.texts))
    // Names of elements would clash where a page has two charts.
    for word in ["<script", "href", "url(", "<style", " id="] { #expect(!svg.contains(word)) }
    #expect(Set(parsed.elements.map(\.name)) == ["svg", "title", "rect", "path", "text"])
  }

  @Test func labelsAreEscaped() throws {
    let name = "G & D <\"loss\">"
    let parsed = try ParsedSVG(
      LineChart(
        title: name + "1", xLabel: name + "2", yLabel: name + "3",
        series: [.init(name: name, y: [1, 2])]
      ).svg())
    #expect(Set([name, name + "1", name + "2", name + "3"]).isSubset(of: parsed.texts))
  }

  @Test func linesGoFromTickToTick() throws {
    let red = RGBColor(red: 255, green: 0, blue: 0)
    let parsed = try chart([.init(name: "a", x: [0, 5, 10], y: [0, 10, 5], color: red)])
    let plot = parsed.plot
    let line = try #require(parsed.lines.first)
    #expect(line.attributes["stroke"] == "#ff0000")
    let middle = SIMD2((plot.left + plot.right) / 2, (plot.top + plot.bottom) / 2)
    let expected = [
      SIMD2(plot.left, plot.bottom), SIMD2(middle.x, plot.top), SIMD2(plot.right, middle.y),
    ]
    let found = ParsedSVG.pieces(line).flatMap(\.self)
    #expect(found.count == 3)
    for (point, other) in zip(found, expected) {
      #expect(abs(point.x - other.x) < 0.011 && abs(point.y - other.y) < 0.011)
    }
    // The ticks of both axes, at the places that they name.
    let labels = parsed.all("text").filter { $0.text == "10" }
    #expect(labels.map { $0.attributes["text-anchor"] } == ["end", "middle"])
    #expect(abs(labels[0].number("y") - plot.top - 4.9) < 0.011)
    #expect(abs(labels[1].number("x") - plot.right) < 0.011)
  }

  @Test func gapsAreLeftAndLonePointsAreDots() throws {
    let parsed = try chart([.init(name: "", y: [1, 2, .nan, 4, .infinity, 5, 6, 1e200, 3, 3])])
    #expect(parsed.lines.map { ParsedSVG.pieces($0).map(\.count) } == [[2, 2, 2]])
    #expect(parsed.all("circle").count == 1)
    let one = try chart([.init(name: "", y: [7])])
    let dot = try #require(one.all("circle").first)
    #expect(one.lines.isEmpty && one.all("circle").count == 1)
    #expect(abs(dot.number("cx") - (one.plot.left + one.plot.right) / 2) < 0.011)
    #expect(abs(dot.number("cy") - (one.plot.top + one.plot.bottom) / 2) < 0.011)
  }

  @Test func equalRatiosAreEquallyLong() throws {
    let parsed = try chart(
      [.init(name: "", y: [0.01, 1, 100, 0, -5, 1, 10])], yAxis: .logarithmic)
    #expect(parsed.lines.map { ParsedSVG.pieces($0).map(\.count) } == [[3, 2]])
    let points = parsed.lines.flatMap { ParsedSVG.pieces($0) }.flatMap(\.self)
    #expect(abs(points[0].y - 2 * points[1].y + points[2].y) < 0.03)
    #expect(abs(points[0].y - parsed.plot.bottom) < 0.011)
    #expect(abs(points[2].y - parsed.plot.top) < 0.011)
    #expect(Set(["0.01", "0.1", "1", "10", "100"]).isSubset(of: parsed.texts))
  }

  @Test func aSmoothedSeriesIsCutAtThePlot() throws {
    var values = (0..<1000).map { 1 + 0.1 * Double($0 % 7) }
    values[500] = 1e90
    values[700] = -1e3
    let parsed = try chart([.init(name: "a", y: values.map { min($0, 1e3) }, smoothing: 0.5)])
    #expect(parsed.lines.map { $0.attributes["stroke-opacity"] } == ["0.3", nil])
    let faint = ParsedSVG.pieces(parsed.lines[0])
    #expect(faint.count == 3)
    let (plot, wild) = (parsed.plot, try chart([.init(name: "a", y: values, smoothing: 0.5)]))
    for line in parsed.lines + wild.lines {
      for point in ParsedSVG.pieces(line).flatMap(\.self) {
        #expect((plot.top - 0.01...plot.bottom + 0.01).contains(point.y))
      }
    }
    // The piece before the first outlier ends at the upper edge, short of the outlier's column.
    let end = try #require(faint[0].last)
    #expect(abs(end.y - plot.top) < 0.01 && end.x < faint[1][0].x)
  }

  @Test func theAverageOfEqualValuesIsTheirs() throws {
    let parsed = try chart([.init(name: "a", y: [5, 5, 5, .nan, 5, 5], smoothing: 0.9)])
    #expect(parsed.lines.count == 2)
    #expect(parsed.lines[0].attributes["d"] == parsed.lines[1].attributes["d"])
  }

  @Test func manyStepsAreThinnedToWhatShows() throws {
    let count = 200_000
    var values = (0..<count).map { Double($0 % 10) }
    values[77_777] = 30
    let svg = LineChart(
      title: "", xLabel: "", yLabel: "", series: [.init(name: "", y: values)]
    ).svg()
    #expect(svg.utf8.count < 100_000)
    let parsed = try ParsedSVG(svg)
    let points = ParsedSVG.pieces(parsed.lines[0]).flatMap(\.self)
    let peak = try #require(points.min { $0.y < $1.y })
    #expect(abs(peak.y - parsed.plot.top) < 0.01)
    let place = (peak.x - parsed.plot.left) / (parsed.plot.right - parsed.plot.left)
    #expect(abs(place - 77_777 / Double(count - 1)) < 1e-4)
  }

  @Test func namesThatFindNoPlaceAreCounted() throws {
    let few = try chart([
      .init(name: "a", y: [1]), .init(name: "", y: [2]), .init(name: "b", y: []),
    ])
    #expect(few.texts.suffix(2) == ["a", "b"])
    let many = try chart((0..<500).map { .init(name: "series \($0)", y: [1]) })
    let names = many.texts.count { $0.hasPrefix("series ") }
    #expect(names > 0 && many.texts.last == "and \(500 - names) more")
    #expect(many.plot.bottom - many.plot.top >= 250)
    let long = try chart([.init(name: String(repeating: "w", count: 300), y: [1])])
    let name = try #require(long.all("text").last)
    #expect(name.number("font-size") * 300 * 0.6 < long.plot.right - name.number("x") + 1)
  }

  @Test func oddNumbersAreNoTrouble() throws {
    for values in [
      [], [1], [2, 2, 2], [.nan, 1, .infinity, 2], [.nan], [1e-300, 2e-300], [-1e300, 1e300],
      [0, 1e-12], [-1e100, 1e100], [0, .leastNonzeroMagnitude], [-.infinity],
    ] as [[Double]] {
      for axis in [LineChart.Axis.linear, .logarithmic] {
        for smoothing in [0, 0.9] {
          let parsed = try chart(
            [.init(name: "odd", x: values, y: values, smoothing: smoothing)], yAxis: axis)
          #expect(parsed.texts.contains("odd"))
          for line in parsed.lines {
            for point in ParsedSVG.pieces(line).flatMap(\.self) {
              #expect((0...1000).contains(point.x) && (0...600).contains(point.y))
            }
          }
        }
      }
    }
    #expect(try chart([]).lines.isEmpty)
  }
}

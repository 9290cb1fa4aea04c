import KagamiData
import TestSupport
import Testing

/// Bands, markers, dashes and names beside lines.
@Suite struct LineChartFormsTests {
  private func parsed(_ chart: LineChart) throws -> ParsedSVG { try ParsedSVG(chart.svg()) }

  private func chart(_ series: [LineChart.Series], xAxis: LineChart.Axis = .linear) -> LineChart {
    LineChart(title: "t", xLabel: "x", yLabel: "y", series: series, xAxis: xAxis)
  }

  /// The areas: what is filled and faint.
  private func areas(_ parsed: ParsedSVG) -> [ParsedSVG.Element] {
    parsed.all("path").filter { $0.attributes["fill-opacity"] != nil }
  }

  @Test func aFileIsWhatItWas() {
    let red = RGBColor(red: 200, green: 0, blue: 1)
    let svg = LineChart(
      title: "a", xLabel: "b", yLabel: "c", series: [.init(name: "d", y: [0, 1], color: red)],
      width: 320, height: 200
    ).svg()
    // Pictures that stand in documents do not change with a new version.
    #expect(
      svg.hasPrefix(
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="320" height="200" viewBox="0 0 320 200" \
        role="img" font-family="system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', \
        Arial, sans-serif" font-size="14" fill="#222222">
        <title>a</title>
        <rect width="320" height="200" fill="#ffffff"/>
        """))
    #expect(
      svg.contains(
        """
        <path d="M71.2 134L292 80" fill="none" stroke="#c80001" stroke-width="2.2" \
        stroke-linejoin="round" stroke-linecap="round"/>
        """))
    #expect(
      svg.hasSuffix(
        """
        <rect x="71.2" y="56" width="16" height="10" rx="2" fill="#c80001"/>
        <text x="95.2" y="65.9" text-anchor="start">d</text>
        </svg>

        """))
  }

  @Test func aBandGoesFromSideToSide() throws {
    let band = LineChart.Band(low: [0, 1, 2, .nan, 0], high: [4, 4, 4, 4, 10])
    let parsed = try parsed(
      chart([.init(name: "", x: [0, 1, 2, 3, 4], y: [2, 2, 3, 3, 5], band: band)]))
    let plot = parsed.plot
    let area = try #require(areas(parsed).first)
    #expect(areas(parsed).count == 1)
    let text = (area.attributes["d"] ?? "").replacing("Z", with: "")
    let points = try #require(
      ParsedSVG.pieces(
        ParsedSVG.Element(name: "path", attributes: ["d": text])
      ).first)
    let (right, top) = ((plot.right - plot.left) / 4, (plot.bottom - plot.top) / 10)
    let expected = [(0, 4), (1, 4), (2, 4), (2, 2), (1, 1), (0, 0)].map {
      SIMD2(plot.left + Double($0.0) * right, plot.bottom - Double($0.1) * top)
    }
    #expect(points.count == expected.count)
    for (point, other) in zip(points, expected) {
      #expect(abs(point.x - other.x) < 0.011 && abs(point.y - other.y) < 0.011)
    }
    // The one behind the gap is an upright line, which reaches the top of the axis.
    let line = parsed.all("path").filter { $0.attributes["stroke-opacity"] == "0.2" }
    #expect(
      line.map { $0.attributes["d"] } == [
        "M\(plot.right.shown) \(plot.bottom.shown)V\(plot.top.shown)"
      ])
  }

  @Test func runsAreTheirMeanAndSpread() {
    let runs: [[Double]] = [[1, 5, 1], [2, 5, .nan], [6, 5, 1]]
    let range = LineChart.Series(name: "a", x: [1, 2, 3], runs: runs)
    #expect(Array(range.y.prefix(2)) == [3, 5] && range.y[2].isNaN)
    #expect(Array(range.band?.low.prefix(2) ?? []) == [1, 5])
    #expect(Array(range.band?.high.prefix(2) ?? []) == [6, 5])
    #expect(range.band?.low[2].isNaN == true && range.band?.high[2].isNaN == true)
    let deviation = LineChart.Series(name: "a", x: [1, 2, 3], runs: runs, spread: .deviation)
    // Of 1, 2 and 6: (4 + 1 + 9) / 2 = 7.
    #expect(abs((deviation.band?.high[0] ?? 0) - (3 + 7.0.squareRoot())) < 1e-12)
    #expect(abs((deviation.band?.low[0] ?? 0) - (3 - 7.0.squareRoot())) < 1e-12)
    #expect(LineChart.Series(name: "a", x: [1], runs: [[1]]).band == nil)
    let smooth = LineChart.Series(name: "a", x: [1, 2], runs: [[0, 4], [0, 8]], smoothing: 0.5)
    #expect(abs(smooth.y[1] - 4) < 1e-12 && abs((smooth.band?.high[1] ?? 0) - 8 / 1.5) < 1e-12)
  }

  @Test func manySlicesAreThinnedToWhatShows() throws {
    let count = 100_000
    var band = LineChart.Band(
      low: [Double](repeating: 1, count: count), high: [Double](repeating: 2, count: count))
    (band.low[33_333], band.high[66_666]) = (0, 3)
    let x = (0..<count).map { Double($0) }
    let parsed = try parsed(chart([.init(name: "", x: x, y: band.low, band: band)]))
    let text = try #require(areas(parsed).first?.attributes["d"])
    #expect(text.utf8.count < 60_000)
    #expect(
      text.contains(" \(parsed.plot.top.shown)L") && text.contains(" \(parsed.plot.bottom.shown)L"))
    #expect(
      text.hasPrefix("M\(parsed.plot.left.shown) ") && text.contains("L\(parsed.plot.right.shown) ")
    )
  }

  @Test func dashesAndMarkersAreDrawn() throws {
    let dashed = try parsed(
      chart(LineChart.Dash.allCases.map { .init(name: "a", x: [0, 1], y: [0, 1], dash: $0) }))
    let dashes = dashed.lines.prefix(5).map { $0.attributes["stroke-dasharray"] }
    #expect(Set(dashes).count == 5 && dashes[0] == nil)
    // One for each line, and one for each name.
    #expect(dashed.lines.count == 10)
    let marked = try parsed(
      chart(LineChart.Marker.allCases.map { .init(name: "", x: [0, 1], y: [0, 1], marker: $0) }))
    #expect(marked.all("circle").count == 2)
    let plain = try parsed(chart([.init(name: "", x: [0, 1], y: [0, 1])]))
    // Two of each of the four others, and five lines.
    #expect(marked.all("path").count == plain.all("path").count + 8 + 4)
    // Many points have some markers only, and none outside the plot.
    let many = LineChart.Series(
      name: "", x: (0..<1000).map { Double($0) }, y: (0..<1000).map { $0 == 500 ? .nan : 1 },
      marker: .circle)
    #expect((15...25).contains(try parsed(chart([many])).all("circle").count))
  }

  @Test func pointsStandAloneOnALogarithmicAxis() throws {
    let points = LineChart.Series(
      name: "", x: [1, 10, 100, 0, -3], y: [1, 2, 3, 4, 5], isJoined: false)
    let parsed = try parsed(chart([points], xAxis: .logarithmic))
    let circles = parsed.all("circle")
    #expect(parsed.lines.isEmpty && circles.count == 3)
    let places = circles.map { $0.number("cx") }
    #expect(abs(places[0] - parsed.plot.left) < 0.011 && abs(places[2] - parsed.plot.right) < 0.011)
    #expect(abs(places[0] + places[2] - 2 * places[1]) < 0.03)
    #expect(Set(["1", "10", "100"]).isSubset(of: parsed.texts))
  }

  @Test func namesStandBesideTheirLines() throws {
    var chart = chart(
      [3.0, 1, 2.99, 2].enumerated().map { .init(name: "line \($0)", x: [0, 1], y: [0, $1]) })
    chart.legend = .beside
    let parsed = try parsed(chart)
    let names = parsed.all("text").filter { $0.text.hasPrefix("line ") }
    #expect(names.map(\.text) == ["line 0", "line 2", "line 3", "line 1"])
    #expect(names.allSatisfy { $0.number("x") > parsed.plot.right })
    for (name, next) in zip(names, names.dropFirst()) {
      #expect(next.number("y") - name.number("y") >= 17.99)
    }
    // Where there is space each is at the end of its line.
    let unit = (parsed.plot.bottom - parsed.plot.top) / 3
    #expect(abs(names[3].number("y") - 4.9 - (parsed.plot.bottom - unit)) < 0.02)
    // Where there is none they stand above.
    chart.series = (0..<40).map { .init(name: "line \($0)", x: [0, 1], y: [0, 1]) }
    let above = try self.parsed(chart)
    #expect(above.texts.last == "line 39" && above.plot.right == 1000 - 28)
    chart.series = [.init(name: String(repeating: "long ", count: 20), x: [0, 1], y: [0, 1])]
    #expect(try self.parsed(chart).plot.right == 1000 - 28)
  }

  @Test func sizesMustAgree() async {
    let band = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = LineChart.Series(name: "a", x: [1, 2], y: [1, 2], band: .init(low: [1], high: [1, 2]))
    }
    let text = String(decoding: band?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("a band of 1 and 2 values for 2 values y in \"a\""))
    let runs = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = LineChart.Series(name: "a", x: [1, 2], runs: [[1, 2], [1]])
    }
    let other = String(decoding: runs?.standardErrorContent ?? [], as: UTF8.self)
    #expect(other.contains("runs of [2, 1] values for 2 places x in \"a\""))
  }
}

extension Double {
  /// As charts write it: at most two decimals.
  fileprivate var shown: String {
    let rounded = (self * 100).rounded() / 100
    return rounded == rounded.rounded() ? String(Int(rounded)) : String(rounded)
  }
}

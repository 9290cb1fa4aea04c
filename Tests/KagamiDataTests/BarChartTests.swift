import KagamiData
import TestSupport
import Testing

/// Bars are as high as their values.
@Suite struct BarChartTests {
  private func chart(_ groups: [String], _ series: [BarChart.Series]) throws -> ParsedSVG {
    try ParsedSVG(
      BarChart(title: "Speed", yLabel: "GFLOP/s", groups: groups, series: series).svg())
  }

  /// The bars: they stand on the axis.
  private func bars(_ parsed: ParsedSVG) -> [ParsedSVG.Element] {
    parsed.all("rect").filter {
      abs($0.number("y") + $0.number("height") - parsed.plot.bottom) < 0.02
    }
  }

  @Test func barsAreAsHighAsTheirValues() throws {
    let parsed = try chart(
      ["784×256", "a & b"],
      [.init(name: "naive", values: [1, 2]), .init(name: "<fast>", values: [10, 4])])
    #expect(
      Set(["Speed", "GFLOP/s", "784×256", "a & b", "naive", "<fast>", "0", "10"])
        .isSubset(of: parsed.texts))
    let (plot, bars) = (parsed.plot, bars(parsed))
    let unit = (plot.bottom - plot.top) / 10
    for (bar, value) in zip(bars, [1.0, 10, 2, 4]) {
      #expect(abs(bar.number("height") - value * unit) < 0.02)
    }
    #expect(bars.count == 4)
    // From left to right without overlap, a colour for each series, inside the plot.
    for (bar, next) in zip(bars, bars.dropFirst()) {
      #expect(bar.number("x") + bar.number("width") < next.number("x"))
    }
    #expect(bars[0].number("x") > plot.left)
    #expect(bars[3].number("x") + bars[3].number("width") < plot.right)
    #expect(bars[0].attributes["fill"] == bars[2].attributes["fill"])
    #expect(bars[0].attributes["fill"] != bars[1].attributes["fill"])
  }

  @Test func whatHasNoHeightHasNoBar() throws {
    let parsed = try chart(
      ["a", "b", "c", "d", "e"], [.init(name: "x", values: [.nan, 0, -3, .infinity, 2])])
    #expect(bars(parsed).count == 1)
    let huge = try chart(["a", "b"], [.init(name: "x", values: [1e300, 1])])
    #expect(bars(huge).map { $0.number("y") } == [huge.plot.top, huge.plot.top])
    for parsed in [
      try chart([], []), try chart(["a"], []), try chart([], [.init(name: "x", values: [])]),
    ] {
      #expect(bars(parsed).isEmpty && parsed.texts.contains("1.0"))
    }
  }

  @Test func deviationsAreWhiskers() throws {
    let parsed = try chart(
      ["a", "b", "c", "d"],
      [.init(name: "x", values: [10, 2, .nan, 3], deviations: [10, 3, 1, .nan])])
    let plot = parsed.plot
    let unit = (plot.bottom - plot.top) / 20
    // Each on a rim.
    let whiskers = parsed.all("path").filter { $0.attributes["stroke-width"] == "1.6" }
    #expect(whiskers.count == 2)
    #expect(parsed.all("path").count { $0.attributes["stroke-width"] == "4" } == 2)
    for (whisker, (low, high)) in zip(whiskers, [(0.0, 20.0), (0, 5)]) {
      let numbers = (whisker.attributes["d"] ?? "").split { "MVh ".contains($0) }
        .compactMap { Double($0) }
      #expect(abs(numbers[1] - (plot.bottom - high * unit)) < 0.02)
      #expect(abs(numbers[2] - (plot.bottom - low * unit)) < 0.02)
    }
  }

  @Test func everyGroupNeedsAValue() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var chart = BarChart(title: "", yLabel: "", groups: ["a"], series: [])
      chart.series = [.init(name: "x", values: [1, 2])]
      _ = chart.svg()
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("BarChart: 2 values of \"x\" for 1 groups"))
    let short = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = BarChart(
        title: "", yLabel: "", groups: ["a"],
        series: [.init(name: "x", values: [1], deviations: [])])
    }
    let other = String(decoding: short?.standardErrorContent ?? [], as: UTF8.self)
    #expect(other.contains("BarChart: 0 values of \"x\" for 1 groups"))
  }
}

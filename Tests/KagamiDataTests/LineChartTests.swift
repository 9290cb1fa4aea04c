import KagamiData
import Testing

/// Charts draw whatever numbers come.
@Suite struct LineChartTests {
  private func ink(_ image: RGBImage, _ color: RGBColor) -> Int {
    stride(from: 0, to: image.pixels.count, by: 3).count {
      image.pixels[$0] == color.red && image.pixels[$0 + 1] == color.green
        && image.pixels[$0 + 2] == color.blue
    }
  }

  private func chart(_ series: [LineChart.Series]) -> LineChart {
    LineChart(title: "Losses", xLabel: "step", yLabel: "loss", series: series)
  }

  @Test func aLineIsDrawnInItsColor() throws {
    let red = RGBColor(red: 255, green: 0, blue: 0)
    let series = LineChart.Series(name: "a", y: (0..<50).map { Double($0 % 7) }, color: red)
    let image = chart([series]).render()
    #expect(image.width == 1000 && image.height == 600)
    #expect(ink(image, red) > 500)
    #expect(try PNG.decodeRGB(chart([series]).png()) == image)
  }

  @Test func oddNumbersAreNoTrouble() {
    for values in [
      [], [1], [2, 2, 2], [.nan, 1, .infinity, 2], [.nan], [1e-300, 2e-300], [-1e300, 1e300],
      [0, 1e-12],
    ] as [[Double]] {
      let image = chart([.init(name: "odd", y: values, smoothing: 0.9)]).render()
      #expect(image.pixels.count == 3 * 1000 * 600)
    }
    #expect(chart([]).render().width == 1000)
  }
}

import Foundation
import KagamiData

extension SamplePage {
  private static let steps = stride(from: 0.0, to: 600, by: 2).map { $0 }

  /// Losses of five made-up runs.
  private static func runs(_ level: Double, _ rate: Double) -> [[Double]] {
    (1...5).map { seed in
      steps.map { step in
        let wave = sin(step * 0.37 * Double(seed)) + sin(step * 1.7 + Double(seed))
        return level * (1 + 0.03 * Double(seed)) + 2 * exp(-step * rate) + 0.05 * wave
      }
    }
  }

  /// One of each kind of chart.
  static var charts: [HTMLBlock] {
    [
      .figure(
        HTMLFigure(
          spread, alt: "Three losses fall, that of Adam fastest, to 0.8 after 200 steps.",
          caption: "The mean over five seeds, with the range from the least to the greatest.")),
      .figures([
        HTMLFigure(
          logarithmic, alt: "Four errors fall by powers of ten.",
          caption: "Errors of four methods, as they fall by powers of ten."),
        HTMLFigure(
          points, alt: "Adam is both fastest and nearest.",
          caption: "Each mark is one run; farther left is faster, lower is better."),
      ]),
      .figure(
        HTMLFigure(
          bars, alt: "Accuracy is highest for Adam at each batch size.",
          caption: "Accuracy of a classifier on drawn digits, ± one standard deviation.")),
      .figure(
        HTMLFigure(
          gaps, alt: "One line has a gap and ends early.",
          caption: "A run that diverges leaves a gap.")
      ),
    ]
  }

  private static var spread: LineChart {
    LineChart(
      title: "Loss of the generator", xLabel: "step", yLabel: "loss",
      series: [
        .init(name: "Adam", x: steps, runs: runs(0.7, 0.02), smoothing: 0.8),
        .init(name: "RMSprop", x: steps, runs: runs(0.9, 0.012), smoothing: 0.8),
        .init(name: "SGD, momentum", x: steps, runs: runs(1.2, 0.006), smoothing: 0.8),
      ], legend: .beside)
  }

  private static var logarithmic: LineChart {
    let places = (0..<12).map { Double($0) }
    func errors(_ factor: Double) -> [Double] { places.map { pow(factor, $0) } }
    return LineChart(
      title: "Error", xLabel: "iteration", yLabel: "relative error",
      series: [
        .init(name: "Jacobi", x: places, y: errors(0.7)),
        .init(name: "Gauss–Seidel", x: places, y: errors(0.5)),
        .init(name: "SOR", x: places, y: errors(0.3)),
        .init(name: "CG", x: places, y: errors(0.1)),
      ], width: 560, height: 400, yAxis: .logarithmic)
  }

  private static var points: LineChart {
    func cloud(_ x: Double, _ y: Double) -> (x: [Double], y: [Double]) {
      ((0..<6).map { x * (1 + 0.15 * Double($0)) }, (0..<6).map { y + 0.3 * sin(Double($0 * 7)) })
    }
    let clouds = [cloud(9, 2.3), cloud(30, 4), cloud(160, 6.5)]
    return LineChart(
      title: "Seconds to reach a distance", xLabel: "seconds", yLabel: "distance",
      series: zip(["Adam", "RMSprop", "SGD"], clouds).map {
        .init(name: $0, x: $1.x, y: $1.y, isJoined: false)
      }, width: 560, height: 400, xAxis: .logarithmic)
  }

  private static var bars: BarChart {
    BarChart(
      title: "Accuracy by batch size", yLabel: "accuracy in %",
      groups: ["16 images", "64 images", "256 images", "1024 images in a batch"],
      series: [
        .init(name: "Adam", values: [91, 97.4, 96.2, 93], deviations: [2.1, 0.3, 0.5, 1]),
        .init(name: "RMSprop", values: [88, 95.1, 94, 90], deviations: [3, 0.8, 0.7, 2]),
        .init(name: "SGD", values: [80, 91.2, 85, .nan], deviations: [4, 2.1, 6, .nan]),
        .init(name: "Adagrad", values: [70, 74, 72, 60], deviations: [1, 2.1, 6, 3]),
      ], height: 480)
  }

  private static var gaps: LineChart {
    let smooth = steps.map { 1 + exp(-$0 / 90) + 0.1 * sin($0 * 3) }
    let broken = steps.map { $0 > 200 && $0 < 280 || $0 > 480 ? .nan : 0.4 + exp(-$0 / 200) }
    return LineChart(
      title: "A gap", xLabel: "step", yLabel: "loss",
      series: [
        .init(name: "smoothed", x: steps, y: smooth, smoothing: 0.9),
        .init(name: "diverges twice", x: steps, y: broken),
      ], height: 420)
  }
}

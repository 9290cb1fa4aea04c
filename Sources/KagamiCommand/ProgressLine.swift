import Foundation

/// The text of a live bar, fitted to the terminal: a line that wraps could not be drawn over.
struct ProgressLine {
  var step: Int
  var total: Int
  /// Images a second.
  var rate: Double
  /// Seconds that the rest will take.
  var left: Double
  var latest: MetricsRecord?
  /// Whether the bar may have characters beyond ASCII.
  var isUnicode = true

  /// The line in at most `columns` characters: what does not fit is left out as a whole, so that no
  /// number is ever cut.
  func text(columns: Int) -> String {
    let count = "\(step)/\(total)"
    let wide = words(
      count, "\(Self.whole(rate)) images/s", "\(time) left", latest.map(Self.losses))
    let shortestBar = 10
    if wide.count + 1 + shortestBar <= columns { return bar(columns - wide.count - 1) + " " + wide }
    let rate = "\(Self.whole(rate)) img/s"
    let narrow = [
      words(count, rate, time, latest.map(Self.shortLosses)),
      words(count, time, latest.map(Self.shortestLosses)), words(count, time), count,
    ]
    guard let fitting = narrow.first(where: { $0.count <= columns }) else { return "" }
    let rest = columns - fitting.count - 1
    return rest >= 4 ? bar(rest) + " " + fitting : fitting
  }

  /// A number of images without its fraction; 0 for what is no number.
  static func whole(_ rate: Double) -> Int { rate.isFinite ? Int(min(max(rate, 0), 1e15)) : 0 }

  /// The four figures of a logged step.
  static func losses(_ record: MetricsRecord) -> String {
    "lossG \(short(record.lossG))  lossD \(short(record.lossD))  "
      + "D(x) \(short(record.realScore))  D(G(z)) \(short(record.fakeScore))"
  }

  private static func shortLosses(_ record: MetricsRecord) -> String {
    "G \(short(record.lossG)) D \(short(record.lossD)) "
      + "D(x) \(short(record.realScore)) D(G(z)) \(short(record.fakeScore))"
  }

  private static func shortestLosses(_ record: MetricsRecord) -> String {
    "G \(short(record.lossG)) D \(short(record.lossD))"
  }

  private static func short(_ value: Double) -> String { String(format: "%.3f", value) }

  private func words(_ parts: String?...) -> String {
    parts.compactMap { $0 }.joined(separator: "  ")
  }

  private func bar(_ columns: Int) -> String {
    let width = min(columns, 24)
    let filled = Int(Double(step) / Double(max(total, 1)) * Double(width))
    return String(repeating: isUnicode ? "█" : "#", count: filled)
      + String(repeating: isUnicode ? "░" : "-", count: width - filled)
  }

  private var time: String {
    let whole = Self.whole(min(left, 359_999))
    let (minutes, rest) = (whole / 60, whole % 60)
    return minutes >= 60
      ? String(format: "%d:%02d:%02d", minutes / 60, minutes % 60, rest)
      : String(format: "%d:%02d", minutes, rest)
  }
}

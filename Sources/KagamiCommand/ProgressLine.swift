import Foundation

/// What a live bar says, fitted to the terminal: a line that wraps could not be drawn over.
struct ProgressLine {
  var step: Int
  var total: Int
  /// Images a second.
  var rate: Double
  /// Seconds that the rest will take.
  var left: Double
  var latest: MetricsRecord?

  /// The line in at most `columns` characters.
  func text(columns: Int) -> String {
    let wide = words(
      "\(step)/\(total)", "\(Int(rate)) images/s", "\(time) left",
      latest.map(Self.losses))
    let shortestBar = 10
    if wide.count + 1 + shortestBar <= columns { return bar(columns - wide.count - 1) + " " + wide }
    let narrow = words("\(step)/\(total)", "\(Int(rate)) img/s", time, latest.map(Self.shortLosses))
    let room = columns - narrow.count - 1
    return String(((room >= 4 ? bar(room) + " " : "") + narrow).prefix(columns))
  }

  /// The four figures of a logged step.
  static func losses(_ record: MetricsRecord) -> String {
    "lossG \(short(record.lossG))  lossD \(short(record.lossD))  "
      + "D(x) \(short(record.realScore))  D(G(z)) \(short(record.fakeScore))"
  }

  private static func shortLosses(_ record: MetricsRecord) -> String {
    "G \(short(record.lossG)) D \(short(record.lossD)) "
      + "D(x) \(short(record.realScore)) D(G(z)) \(short(record.fakeScore))"
  }

  private static func short(_ value: Double) -> String { String(format: "%.3f", value) }

  private func words(_ parts: String?...) -> String {
    parts.compactMap { $0 }.joined(separator: "  ")
  }

  private func bar(_ room: Int) -> String {
    let width = min(room, 24)
    let filled = Int(Double(step) / Double(max(total, 1)) * Double(width))
    return String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
  }

  private var time: String {
    let whole = Int(min(left, 359_999))
    let (minutes, rest) = (whole / 60, whole % 60)
    return minutes >= 60
      ? String(format: "%d:%02d:%02d", minutes / 60, minutes % 60, rest)
      : String(format: "%d:%02d", minutes, rest)
  }
}

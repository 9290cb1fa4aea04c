import Foundation

/// Tells how far a run is: a live bar on a terminal, plain lines elsewhere.
final class ProgressReporter {
  private let total: Int
  private let isTerminal: Bool
  private let clock = ContinuousClock()
  private var start: ContinuousClock.Instant
  /// The rate is measured over the time since this moment, so that it follows changes.
  private var mark: (time: ContinuousClock.Instant, images: Int)
  private var images = 0
  private var rate = 0.0
  private var step = 0
  private var lastDrawn: ContinuousClock.Instant
  private var latest: MetricsRecord?

  init(total: Int) {
    self.total = total
    isTerminal = isatty(STDERR_FILENO) != 0
    start = clock.now
    mark = (start, 0)
    lastDrawn = start
  }

  /// Starts the time.
  func begin() {
    start = clock.now
    mark = (start, 0)
  }

  /// Notes a step and returns the present rate, in images a second.
  func advance(to step: Int, images count: Int) -> Double {
    self.step = step
    images += count
    let now = clock.now
    let span = Self.seconds(mark.time.duration(to: now))
    if span > 0 { rate = Double(images - mark.images) / span }
    if span > 5 { mark = (now, images) }
    if isTerminal, Self.seconds(lastDrawn.duration(to: now)) > 0.1 || step == total {
      lastDrawn = now
      draw(now)
    }
    return rate
  }

  /// Shows a logged step.
  func show(_ record: MetricsRecord) {
    latest = record
    guard !isTerminal else { return }
    let line =
      "step \(record.step)/\(total)  epoch \(record.epoch)  \(Self.losses(record))  "
      + "\(Int(rate)) images/s\n"
    // Unbuffered, so that a pipe shows lines as they come.
    FileHandle.standardOutput.write(Data(line.utf8))
  }

  /// Ends the bar's line.
  func end() {
    if isTerminal { FileHandle.standardError.write(Data("\n".utf8)) }
  }

  private func draw(_ now: ContinuousClock.Instant) {
    let share = Double(step) / Double(max(total, 1))
    let width = 24
    let filled = Int(share * Double(width))
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
    let elapsed = Self.seconds(start.duration(to: now))
    let left = elapsed / max(share, 1e-9) - elapsed
    var line = "\r\(bar) \(step)/\(total)  \(Int(rate)) images/s  \(Self.time(left)) left"
    if let latest { line += "  " + Self.losses(latest) }
    FileHandle.standardError.write(Data((line + "\u{1B}[K").utf8))
  }

  private static func losses(_ record: MetricsRecord) -> String {
    "lossG \(short(record.lossG))  lossD \(short(record.lossD))  "
      + "D(x) \(short(record.realScore))  D(G(z)) \(short(record.fakeScore))"
  }

  private static func short(_ value: Double) -> String { String(format: "%.3f", value) }

  private static func time(_ seconds: Double) -> String {
    let whole = Int(min(seconds, 359_999))
    let (minutes, rest) = (whole / 60, whole % 60)
    return minutes >= 60
      ? String(format: "%d:%02d:%02d", minutes / 60, minutes % 60, rest)
      : String(format: "%d:%02d", minutes, rest)
  }

  private static func seconds(_ duration: Duration) -> Double { duration / .seconds(1) }
}

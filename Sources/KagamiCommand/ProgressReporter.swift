import Foundation
import KagamiData

/// Reports the progress of a run: a live bar on a terminal, plain lines elsewhere.
final class ProgressReporter {
  private let total: Int
  /// Whether standard error is a terminal on which a line can be drawn over.
  let isTerminal: Bool
  private let isUnicode: Bool
  /// The first failure to write a line; the run goes on.
  private(set) var failure: FileError?
  private let clock = ContinuousClock()
  private var start: ContinuousClock.Instant
  /// The rate is measured over the time since this moment, so that it follows changes.
  private var mark: (time: ContinuousClock.Instant, images: Int)
  private var images = 0
  private var rate = 0.0
  private var step = 0
  /// The steps that were done before.
  private var firstStep = 0
  private var lastDrawn: ContinuousClock.Instant
  private var latest: MetricsRecord?

  init(total: Int) {
    self.total = total
    let environment = ProcessInfo.processInfo.environment
    isTerminal = Self.isLive(isTerminal: isatty(STDERR_FILENO) != 0, environment)
    isUnicode = Self.isUnicode(environment)
    start = clock.now
    mark = (start, 0)
    lastDrawn = start
  }

  /// Starts the time, after as many steps.
  func begin(at step: Int = 0) {
    (self.step, firstStep) = (step, step)
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
      "step \(record.step)/\(total)  epoch \(record.epoch)  \(ProgressLine.losses(record))  "
      + "\(ProgressLine.whole(rate)) images/s\n"
    write(line)
  }

  /// Prints a line of text.
  func say(_ line: String) { write(line + "\n") }

  /// Writes without a buffer, so that a pipe gets each line at once.
  private func write(_ text: String) {
    guard failure == nil else { return }
    do { try StandardStreams.write(text) } catch { failure = error }
  }

  /// Whether a line can be drawn over; dumb terminals have no such movement.
  static func isLive(isTerminal: Bool, _ environment: [String: String]) -> Bool {
    isTerminal && environment["TERM"] != "dumb"
  }

  /// Whether the locale's characters are UTF-8, by the variables in POSIX's order.
  static func isUnicode(_ environment: [String: String]) -> Bool {
    let names = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }
    let locale = names.first { !$0.isEmpty }?.uppercased() ?? ""
    return locale.contains("UTF-8") || locale.contains("UTF8")
  }

  /// Ends the bar's line.
  func end() {
    if isTerminal { StandardStreams.writeError("\n") }
  }

  private func draw(_ now: ContinuousClock.Instant) {
    let elapsed = Self.seconds(start.duration(to: now))
    let left = elapsed * Double(total - step) / Double(max(step - firstStep, 1))
    let line = ProgressLine(
      step: step, total: total, rate: rate, left: left, latest: latest,
      isUnicode: isUnicode)
    // One short of the width: a full line would move the cursor to the next.
    let text = line.text(columns: Self.columns - 1)
    StandardStreams.writeError("\r\(text)\u{1B}[K")
  }

  /// The terminal's width in characters.
  private static var columns: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  private static func seconds(_ duration: Duration) -> Double { duration / .seconds(1) }
}

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
      "step \(record.step)/\(total)  epoch \(record.epoch)  \(ProgressLine.losses(record))  "
      + "\(Int(rate)) images/s\n"
    // Unbuffered, so that a pipe shows lines as they come.
    FileHandle.standardOutput.write(Data(line.utf8))
  }

  /// Ends the bar's line.
  func end() {
    if isTerminal { FileHandle.standardError.write(Data("\n".utf8)) }
  }

  private func draw(_ now: ContinuousClock.Instant) {
    let elapsed = Self.seconds(start.duration(to: now))
    let left = elapsed * Double(total - step) / Double(max(step, 1))
    let line = ProgressLine(step: step, total: total, rate: rate, left: left, latest: latest)
    // One short of the width: a full line would move the cursor to the next.
    let text = line.text(columns: Self.columns - 1)
    FileHandle.standardError.write(Data("\r\(text)\u{1B}[K".utf8))
  }

  /// The terminal's width in characters.
  private static var columns: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  private static func seconds(_ duration: Duration) -> Double { duration / .seconds(1) }
}

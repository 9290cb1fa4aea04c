import Foundation
import KagamiData

/// Reports how far a study is: one line that is drawn over on a terminal, a line for each tenth elsewhere.
final class StudyProgress {
  private let name: String
  private let total: Int
  private let isLive: Bool
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var lastDrawn: ContinuousClock.Instant
  private var done = 0
  private var tenths = 0

  init(_ name: String, total: Int) {
    (self.name, self.total) = (name, total)
    isLive = ProgressReporter.isLive(
      isTerminal: isatty(STDERR_FILENO) != 0, ProcessInfo.processInfo.environment)
    start = clock.now
    lastDrawn = start
  }

  /// Notes a step.
  func advance() {
    done += 1
    let now = clock.now
    if isLive, now - lastDrawn > .milliseconds(200) {
      lastDrawn = now
      StandardStreams.writeError("\r\(line(now))\u{1B}[K")
    } else if !isLive, 10 * done / max(total, 1) > tenths {
      tenths = 10 * done / max(total, 1)
      StandardStreams.writeError(line(now) + "\n")
    }
  }

  /// Ends the line.
  func end() {
    if isLive { StandardStreams.writeError("\r\(line(clock.now))\u{1B}[K\n") }
  }

  private func line(_ now: ContinuousClock.Instant) -> String {
    let elapsed = (now - start) / .seconds(1)
    let left = elapsed * Double(total - done) / Double(max(done, 1))
    return "study \(name): \(100 * done / max(total, 1)) % of \(total) steps, "
      + "\(Int(left.rounded())) s left"
  }
}

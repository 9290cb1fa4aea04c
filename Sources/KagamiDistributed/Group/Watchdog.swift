internal import Foundation
internal import Synchronization

/// Ends the process when a collective takes too long: ranks that no longer come to it would be waited for forever.
final class Watchdog: Sendable {
  private struct State {
    var limit: Duration
    var running: (name: String, since: ContinuousClock.Instant)?
    var hasThread = false
  }

  private let state: Mutex<State>
  private let expired: @Sendable (_ name: String, _ limit: Duration) -> Void

  /// - Parameters:
  ///   - limit: How long a collective may take.
  ///   - expired: Called on a thread of its own when one takes longer.
  init(limit: Duration, expired: @escaping @Sendable (String, Duration) -> Void) {
    state = Mutex(State(limit: limit))
    self.expired = expired
  }

  /// How long a collective may take.
  var limit: Duration {
    get { state.withLock { $0.limit } }
    set { state.withLock { $0.limit = newValue } }
  }

  /// Runs a collective.
  func watching<R>(
    _ name: String, _ body: () throws(DistributedError) -> R
  ) throws(DistributedError) -> R {
    let isFirst = state.withLock { state in
      state.running = (name, .now)
      defer { state.hasThread = true }
      return !state.hasThread
    }
    if isFirst { Thread.detachNewThread { [self] in watch() } }
    defer { state.withLock { $0.running = nil } }
    return try body()
  }

  private func watch() {
    while true {
      let limit = limit
      // Often enough that a limit of seconds is kept, and seldom enough to cost nothing.
      Thread.sleep(forTimeInterval: min(0.25, limit / .seconds(4)))
      let late = state.withLock { state -> String? in
        guard let running = state.running, running.since.duration(to: .now) > limit else {
          return nil
        }
        return running.name
      }
      if let late {
        expired(late, limit)
        return
      }
    }
  }
}

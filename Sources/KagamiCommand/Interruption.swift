import Foundation
import Synchronization

/// A request to stop, by SIGINT or SIGTERM, that a run meets between two steps.
///
/// The first signal is only noted. From then on both have their usual effect again, so that a second one ends the
/// process at once.
enum Interruption {
  private static let received = Atomic<Int32>(0)

  /// The signal that was received, or nil.
  static var signalNumber: Int32? {
    let number = received.load(ordering: .relaxed)
    return number == 0 ? nil : number
  }

  /// Notes signals from now on; those that the process was started to ignore are ignored still.
  static func watch() {
    // What a handler touches must be there before it may be called.
    _ = signalNumber
    for number in [SIGINT, SIGTERM] {
      let before = signal(number) { number in
        signal(SIGINT, SIG_DFL)
        signal(SIGTERM, SIG_DFL)
        Interruption.received.store(number, ordering: .relaxed)
      }
      let isIgnored = unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
      if isIgnored { signal(number, SIG_IGN) }
    }
  }
}

/// A run that was interrupted and saved.
struct RunInterrupted: Error {
  let signalNumber: Int32
  let step: Int

  /// The exit status that shells use for a process that a signal ended.
  var status: Int32 { 128 + signalNumber }
}

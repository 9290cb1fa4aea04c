#if os(Linux) && canImport(Runtime)
  // Runtime needs Glibc's overlay beside it where the standard library is linked statically.
  internal import Glibc
  internal import Runtime
#endif

/// The user's line that an error is about.
///
/// Operators cannot take `#line`, so the stack is asked instead: the innermost frame outside
/// Kagami's own modules.
enum CallSite {
  /// The calls that led to a place in the program, of which lines are found when they are needed.
  struct Stack: Sendable {
    #if os(Linux) && canImport(Runtime)
      private let backtrace = try? Backtrace.capture()
    #endif

    /// "file:line" of the caller, or nil where the program has no debug information.
    var callSite: String? {
      #if os(Linux) && canImport(Runtime)
        guard let symbolicated = backtrace?.symbolicated() else { return nil }
        for frame in symbolicated.frames {
          guard let symbol = frame.symbol, !isOurs(symbol.rawName),
            let location = symbol.sourceLocation, location.line > 0
          else { continue }
          return "\(location.path):\(location.line)"
        }
      #endif
      return nil
    }
  }

  /// "file:line" of the caller, or nil where the program has no debug information.
  static func capture() -> String? { Stack().callSite }

  /// Mangled names begin with the length and the name of their module.
  private static let modules = [
    "6Kagami", "8KagamiNN", "10KagamiData", "9KagamiGAN", "17KagamiDistributed",
  ]

  static func isOurs(_ name: String) -> Bool {
    // Neither are the standard library's ($ss, and $sS for `Array`, `Sequence` and their like), nor
    // copies of them specialised into our code, where the debugger still points at our lines.
    if ["$ss", "$sS", "$s7Runtime"].contains(where: name.hasPrefix) {
      // A thunk around a caller's closure has the closure's name within its own.
      guard let inner = name.dropFirst(2).firstRange(of: "$s") else { return true }
      return isOurs(String(name[inner.lowerBound...]))
    }
    return modules.contains { name.hasPrefix("$s" + $0) }
  }
}

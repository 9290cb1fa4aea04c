import Foundation

/// The most memory that this process had, as Linux counts it.
enum PeakMemory {
  private static let switchPath = "/proc/self/clear_refs"

  /// Whether the system counts it.
  static var isThere: Bool { FileManager.default.fileExists(atPath: switchPath) }

  /// Begins to count anew; false where the system cannot.
  static func reset() -> Bool {
    guard let file = fopen(switchPath, "w") else { return false }
    defer { fclose(file) }
    return fputs("5", file) >= 0 && fflush(file) == 0
  }

  /// Bytes since then, and bytes now.
  static var bytes: (peak: Int, now: Int)? {
    guard let text = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else {
      return nil
    }
    func field(_ name: String) -> Int? {
      text.split(separator: "\n").first { $0.hasPrefix(name) }?
        .split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }
    }
    guard let peak = field("VmHWM:"), let now = field("VmRSS:") else { return nil }
    return (peak * 1024, now * 1024)
  }
}

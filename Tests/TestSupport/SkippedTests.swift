import Foundation
internal import Synchronization

/// The tests that were skipped, by their requirements, printed in one line as the run ends.
enum SkippedTests {
  private static let counts = Mutex<[String: Int]>([:])

  /// Counts a test that requires `name`.
  static func note(_ name: String) {
    let isFirst = counts.withLock { counts in
      counts[name, default: 0] += 1
      return counts.values.reduce(0, +) == 1
    }
    // Test bundles share a process, in no fixed order, so the line is printed as the process ends.
    if isFirst { atexit { SkippedTests.report() } }
  }

  private static func report() {
    let lines = counts.withLock { $0 }.sorted { $0.key < $1.key }.enumerated()
      .map { index, entry in
        let tests = index > 0 ? "" : entry.value == 1 ? " test" : " tests"
        return "\(entry.value)\(tests) \(entry.value == 1 ? "requires" : "require") \(entry.key)"
      }
    FileHandle.standardOutput.write(Data("skipped: \(lines.joined(separator: ", "))\n".utf8))
  }
}

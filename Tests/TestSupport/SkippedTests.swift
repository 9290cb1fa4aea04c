import Foundation
internal import Synchronization

/// The tests that were skipped, by what they want, told in one line as the run ends.
enum SkippedTests {
  private static let counts = Mutex<[String: Int]>([:])

  /// Counts a test that wants `name`.
  static func note(_ name: String) {
    let isFirst = counts.withLock { counts in
      counts[name, default: 0] += 1
      return counts.values.reduce(0, +) == 1
    }
    // Test bundles share a process, and none of them knows which is the last: the end of the process is.
    if isFirst { atexit { SkippedTests.tell() } }
  }

  private static func tell() {
    let wants = counts.withLock { $0 }.sorted { $0.key < $1.key }.enumerated()
      .map { index, entry in
        let tests = index > 0 ? "" : entry.value == 1 ? " test" : " tests"
        return "\(entry.value)\(tests) \(entry.value == 1 ? "wants" : "want") \(entry.key)"
      }
    FileHandle.standardOutput.write(Data("skipped: \(wants.joined(separator: ", "))\n".utf8))
  }
}

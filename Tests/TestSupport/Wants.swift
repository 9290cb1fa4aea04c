package import Testing

/// A requirement of a test that a machine may lack; where it does, the test is skipped, and counted.
///
/// ```swift
/// @Test(.wants("KAGAMI_MNIST", if: folder != nil)) func theRealOne() throws { … }
/// ```
package struct Wants: TestTrait, SuiteTrait {
  let name: String
  let isThere: Bool

  /// Each test of a suite is skipped, and counted, by itself.
  package var isRecursive: Bool { true }

  package func prepare(for test: Test) async throws {
    if !isThere, !test.isSuite { SkippedTests.note(name) }
    try await ConditionTrait.enabled(if: isThere, "wants \(name)").prepare(for: test)
  }
}

extension Trait where Self == Wants {
  /// Skips a test, or all of a suite, unless `name` is there.
  package static func wants(_ name: String, if isThere: Bool) -> Self {
    Wants(name: name, isThere: isThere)
  }
}

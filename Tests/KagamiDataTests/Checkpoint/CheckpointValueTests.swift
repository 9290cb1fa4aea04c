import Foundation
import TestSupport
import Testing

@testable import KagamiData

/// Plain values go through JSON without loss.
@Suite struct CheckpointValueTests {
  private func parsed(_ text: String) -> CheckpointValue? {
    (try? JSONText.parse(Array(text.utf8))).flatMap { CheckpointValue($0) }
  }

  private static let tree: CheckpointValue = [
    "epoch": 3, "lr": 1e-3, "done": false, "nothing": [], "words": ["a\"b", "\u{1}\n", "鏡", ""],
    "deep": [["x": [[1, 2.0], []]]],
  ]

  @Test func valuesComeBack() throws {
    let numbers = [
      0, -0.0, 1, 0.1, -1e-300, .leastNonzeroMagnitude, 1.797_693_134_862_315_7e308, 1e16,
      123_456_789.123,
      .infinity, -.infinity,
    ]
    for number in numbers {
      let found = try #require(parsed(CheckpointValue.double(number).json)?.double)
      #expect(found.bitPattern == number.bitPattern)
    }
    #expect(parsed(CheckpointValue.double(.nan).json)?.double?.isNaN == true)
    for number in [0, -1, Int.min, .max] {
      #expect(parsed(CheckpointValue.integer(number).json) == .integer(number))
    }
    #expect(parsed(Self.tree.json) == Self.tree)
    #expect(parsed("null") == CheckpointValue.null)
    #expect(parsed(" [ true , 1e2 ] ") == [true, 100.0])
  }

  @Test func partsAreFound() {
    let tree = Self.tree
    #expect(tree["epoch"]?.integer == 3 && tree["epoch"]?.double == 3)
    #expect(tree["lr"]?.double == 1e-3 && tree["lr"]?.integer == nil)
    #expect(tree["done"]?.bool == false)
    #expect(tree["words"]?[2]?.string == "鏡" && tree["words"]?[4] == nil)
    #expect(tree["deep"]?[0]?["x"]?[0]?[1]?.double == 2)
    #expect(tree["words"]?["x"] == nil && tree[0] == nil && tree["words"]?.elements?.count == 4)
  }

  @Test func equalityIsThatOfWhatIsWritten() {
    #expect(CheckpointValue.double(.nan) == .double(.nan))
    #expect(CheckpointValue.double(0) != .double(-0.0))
    #expect(CheckpointValue.double(0) != .integer(0))
  }

  @Test(arguments: [
    "1e999", "{\"$double\":\"1.0\"}", "{\"$double\":2}", "[1e999]", "{\"a\":1e999}",
  ])
  func numbersBeyondDoubleAreRefused(_ text: String) { #expect(parsed(text) == nil) }

  private func problem(_ value: CheckpointValue, after count: Int = 0) -> String? {
    var count = count
    return value.problem(count: &count)?.text
  }

  @Test func whatWouldNotComeBackIsRefused() async throws {
    func nested(_ depth: Int) -> CheckpointValue {
      (0..<depth).reduce(.null) { value, _ in .list([value]) }
    }
    #expect(problem(.dictionary([("a", 1), ("a", 2)])) == "has the name \"a\" twice")
    #expect(problem([["b": ["$double": "inf"]]]) == "holds the name $double")
    #expect(problem(nested(101)) == "is nested more than 100 deep")
    #expect(problem([1, 2], after: 399_998) == "is one of more than 400000 values")
    #expect(problem([1, 2], after: 399_997) == nil)
    // The deepest comes back.
    let folder = try TemporaryFolder()
    var checkpoint = Checkpoint()
    checkpoint["x"] = nested(100)
    try checkpoint.save(to: folder.path + "/c")
    #expect(try Checkpoint.load(folder.path + "/c")["x"] == nested(100))
    await #expect(processExitsWith: .failure) {
      var checkpoint = Checkpoint()
      checkpoint["x"] = .dictionary([("a", 1), ("a", 2)])
      try checkpoint.save(to: "/dev/null")
    }
  }
}

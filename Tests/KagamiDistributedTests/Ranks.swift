import Foundation
import Kagami
import KagamiData
import KagamiNN
import TestSupport
import Testing

/// What ranks of `rank-program` left behind.
struct Ranks {
  /// Every rank's tensors by name.
  let tensors: [[String: Tensor]]

  /// Runs the program on several ranks, which all must end well.
  init(_ launcher: MPIRun, _ ranks: Int, _ command: String, _ arguments: String...) throws {
    let folder = try TemporaryFolder()
    let outcome = try launcher.run(ranks, "rank-program", [command, folder.path] + arguments)
    try #require(outcome.status == 0 && !outcome.wasStopped, "\(outcome.errors)")
    tensors = try (0..<ranks).map { rank in
      let content = try Safetensors.load("\(folder.path)/rank-\(rank).safetensors")
      return Dictionary(uniqueKeysWithValues: content.tensors.map { ($0.name, $0.tensor) })
    }
  }

  /// One rank's tensor.
  func tensor(_ name: String, _ rank: Int = 0) throws -> Tensor {
    try #require(tensors[rank][name], "no \(name)")
  }
}

/// Rows made one in the order that the documentation states: neighbours in pairs, round by round.
func tree<Number>(_ rows: [[Number]], _ combine: (Number, Number) -> Number) -> [Number] {
  var level = rows
  while level.count > 1 {
    var next: [[Number]] = []
    var index = 0
    while index < level.count {
      next.append(
        index + 1 < level.count ? zip(level[index], level[index + 1]).map(combine) : level[index])
      index += 2
    }
    level = next
  }
  return level[0]
}

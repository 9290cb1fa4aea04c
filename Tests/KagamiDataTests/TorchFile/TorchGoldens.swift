import Foundation
import Kagami
import TestSupport
import Testing

@testable import KagamiData

/// Files that PyTorch wrote, and the tensors that are in them.
enum TorchGoldens {
  /// One tensor, with the keys that lead to it.
  struct Entry: Decodable {
    let path: String
    let dtype: String
    let shape: [Int]
    let values: [Golden]
  }

  struct Content: Decodable {
    let linear: [Entry]
    let checkpoint: [Entry]
    let views: [Entry]
  }

  /// Every file that can be read.
  static let files = [
    "linear", "linear_legacy", "checkpoint", "checkpoint_legacy", "views", "views_legacy",
    "protocol4", "deflated", "large_sizes", "big_endian", "plain", "unchecked",
  ]

  /// Those of them that are zip archives.
  static let archives = files.filter { !$0.hasSuffix("legacy") }

  static func content() throws -> Content { try Goldens.load("torch_files", from: .module) }

  static func path(_ name: String) throws -> String {
    let url = Bundle.module.url(forResource: "Goldens/torch_\(name)", withExtension: "pt")
    return try #require(url).path
  }

  static func bytes(_ name: String) throws -> [UInt8] { try FileReader.read(path(name)) }

  /// All tensors of a value, with the keys that lead to them.
  static func tensors(
    _ value: TorchValue, _ path: String = ""
  ) -> [(path: String, tensor: Tensor)] {
    func inside(_ key: String, _ part: TorchValue) -> [(path: String, tensor: Tensor)] {
      tensors(part, path.isEmpty ? key : path + "/" + key)
    }
    switch value {
    case .tensor(let tensor): return [(path, tensor)]
    case .list(let parts), .tuple(let parts):
      return parts.enumerated().flatMap { inside("\($0)", $1) }
    case .dictionary(let entries): return entries.flatMap { inside($0.key.description, $0.value) }
    default: return []
    }
  }
}

import Foundation
import Kagami
import TestSupport
import Testing

@testable import KagamiData

/// A file that was cut or changed anywhere is refused by name, and never read as something else.
@Suite struct CheckpointLoadingTests {
  static let small: [UInt8] = {
    var checkpoint = Checkpoint()
    checkpoint.set(
      [
        ("w", Tensor([[1.0, 2.0], [3.0, 4.0]])), ("e", Tensor.zeros([0])), ("t", Tensor([true])),
      ],
      under: "model")
    checkpoint["epoch"] = 3
    checkpoint["name"] = ["a": [1, 2.5, "text"]]
    return checkpoint.parts().reduce(into: []) { $0 += $1 }
  }()

  /// The complaint about a file, if there is one.
  private func complaint(_ bytes: [UInt8], in folder: TemporaryFolder) throws -> CheckpointError? {
    let path = try folder.write(bytes, to: "c")
    do {
      _ = try Checkpoint.load(path)
      return nil
    } catch {
      #expect(error.description.hasPrefix(path + ": ") && !error.description.contains("\n"))
      #expect(throws: error) { try Checkpoint.verify(path) }
      return error
    }
  }

  @Test func everyCutIsFound() throws {
    let folder = try TemporaryFolder()
    for count in 0..<Self.small.count {
      #expect(try complaint(Array(Self.small.prefix(count)), in: folder) != nil, "\(count) bytes")
    }
    #expect(try complaint(Self.small + [0], in: folder) != nil)
    #expect(try complaint(Self.small, in: folder) == nil)
  }

  @Test func everyFlippedBitIsFound() throws {
    let folder = try TemporaryFolder()
    for index in Self.small.indices {
      for bit in [index % 8, (index + 5) % 8] {
        var bytes = Self.small
        bytes[index] ^= 1 << bit
        #expect(try complaint(bytes, in: folder) != nil, "byte \(index), bit \(bit)")
      }
    }
  }

  @Test func swappedAndZeroedPartsAreFound() throws {
    let folder = try TemporaryFolder()
    var random = SplitMix64(seed: 5, index: 0)
    for _ in 0..<500 {
      var bytes = Self.small
      let count = 1 + Int(random.next() % 40)
      let start = Int(random.next() % UInt64(bytes.count - count))
      let replacement = (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      if Array(bytes[start..<start + count]) == replacement { continue }
      bytes.replaceSubrange(start..<start + count, with: replacement)
      #expect(try complaint(bytes, in: folder) != nil)
    }
  }

  @Test func theFaultIsNamed() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/c"
    var last = Self.small
    last[last.count - 1] ^= 1
    #expect(try complaint(last, in: folder)?.description.contains("\"model.t\" is damaged") == true)
    var header = Self.small
    header[20] ^= 1
    #expect(
      try complaint(header, in: folder)?.description.contains("the header is damaged") == true)
    let plain = Safetensors.encode([("x", Tensor(1))])
    #expect(try complaint(plain, in: folder) == .notACheckpoint(path: path))
    #expect(throws: CheckpointError.file(.missing(path: path + "x"))) {
      try Checkpoint.load(path + "x")
    }
    #expect(throws: CheckpointError.file(.notAFile(path: folder.path))) {
      try Checkpoint.load(folder.path)
    }
  }

  /// Files whose checksums are right, made by hand, but which say something else.
  @Test func wellSealedNonsenseIsRefused() throws {
    let folder = try TemporaryFolder()
    func sealed(_ metadata: [String: String]) -> [UInt8] {
      var bytes = Safetensors.encode(
        [("x", Tensor([7] as [UInt8]))],
        metadata: metadata.merging(["kagami.checksum": "00000000"]) { $1 })
      let digits = String(CRC32.checksum(Array(bytes.dropLast())), radix: 16)
      let text = String(repeating: "0", count: 8 - digits.count) + digits
      let lead = Array("\"kagami.checksum\":\"".utf8)
      let place = bytes.indices.first { bytes[$0...].starts(with: lead) } ?? 0
      bytes.replaceSubrange(place + lead.count..<place + lead.count + 8, with: text.utf8)
      return bytes
    }
    let crc = String(CRC32.checksum([7]), radix: 16)
    let good = [
      "kagami.checkpoint": "1", "kagami.values": "{}", "kagami.crc32": "{\"x\":\"\(crc)\"}",
    ]
    #expect(try complaint(sealed(good), in: folder) == nil)
    let faults = [
      ("kagami.checkpoint", "2", "found version 2"), ("kagami.values", "[]", "no JSON object"),
      ("kagami.values", "{\"a\":1e999}", "beyond those of 64 bits"),
      ("kagami.crc32", "{}", "no checksum of \"x\""), ("kagami.crc32", "x", "no JSON object"),
      ("kagami.crc32", "{\"x\":7}", "no checksum of \"x\""),
      ("kagami.crc32", "{\"x\":\"00000000\"}", "\"x\" is damaged"),
    ]
    for (key, value, words) in faults {
      let found = try complaint(sealed(good.merging([key: value]) { $1 }), in: folder)
      #expect(found?.description.contains(words) == true, "\(key) \(value): \(found as Any)")
    }
  }

  /// Its bytes are those of a safetensors file, so that other tools read it.
  @Test func otherReadersFindTheTensors() throws {
    let content = try Safetensors.decode(Self.small)
    #expect(content.tensors.map(\.name) == ["model.e", "model.w", "model.t"])
    #expect(content.metadata["format"] == "pt")
    #expect(content.metadata["kagami.values"] == "{\"epoch\":3,\"name\":{\"a\":[1,2.5,\"text\"]}}")
    let crc = try #require(content.metadata["kagami.crc32"])
    let checksum = String(CRC32.checksum(content.tensors[1].tensor.bytes), radix: 16)
    #expect(
      crc.contains(
        "\"model.w\":\"\(String(repeating: "0", count: 8 - checksum.count))\(checksum)\""))
  }
}

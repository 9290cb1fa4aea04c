import Foundation
import TestSupport
import Testing

@testable import KagamiData

/// The format before PyTorch 1.6.
@Suite struct TorchStreamTests {
  private static let magic: [UInt8] = [
    0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e,
  ]
  private static let version = HandMade.pickle([0x4d, 0xe9, 3])
  private static let facts = HandMade.pickle(HandMade.code("}"))
  private static let tensor = HandMade.pickle(
    HandMade.tensor(
      HandMade.storage(2, part: HandMade.code("N")), shape: [2], strides: [1]))
  private static let keys = HandMade.pickle(
    HandMade.code("]") + HandMade.string("0") + HandMade.code("a"))
  private static let storage: [UInt8] = [2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x80, 0x3f, 0, 0, 0, 0x40]

  private func error(_ parts: [UInt8]...) -> TorchFileError? {
    #expect(throws: TorchFileError.self) { try TorchFile.decode(Array(parts.joined())) }
  }

  @Test func theStreamIsRead() throws {
    let whole = Self.magic + Self.version + Self.facts + Self.tensor + Self.keys + Self.storage
    #expect(try TorchFile.decode(whole).tensor?.array(of: Double.self) == [1, 2])
    // Another value may follow.
    #expect(try TorchFile.decode(whole + Self.magic).tensor?.count == 2)
  }

  @Test func partsThatAreWrong() {
    let (magic, version, facts, tensor) = (Self.magic, Self.version, Self.facts, Self.tensor)
    #expect(error(HandMade.pickle(HandMade.code("N"))) == .notTorch)
    #expect(error(magic, HandMade.pickle([0x4b, 7])) == .unsupportedVersion("7"))
    let none = HandMade.pickle(HandMade.code("]"))
    #expect(error(magic, version, facts, tensor, none) == .missingRecord("0"))
    guard case .malformedPickle? = error(magic, version, facts, tensor, facts),
      case .malformedPickle? = error(
        magic, version, facts, tensor, HandMade.pickle(HandMade.code("]Na"))),
      case .malformedPickle? = error(
        magic, version, facts, tensor,
        HandMade.pickle(HandMade.code("]") + HandMade.string("9") + HandMade.code("a")))
    else {
      Issue.record("keys of other kinds are taken")
      return
    }
    let place = [magic, version, facts, tensor, Self.keys].map(\.count).reduce(0, +)
    #expect(
      error(magic, version, facts, tensor, Self.keys, Array(Self.storage.dropLast()))
        == .truncated(expected: place + 16, found: place + 15))
    let huge = [UInt8](repeating: 0xff, count: 8)
    #expect(
      error(magic, version, facts, tensor, Self.keys, huge)
        == .truncated(expected: .max, found: place + 8))
    let other: [UInt8] = [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    #expect(
      error(magic, version, facts, tensor, Self.keys, other)
        == .wrongStorage(key: "0", expected: 8, found: 4))
  }

  /// A sparse file, which takes no space on the disk.
  @Test func storagesLargerThanTheMemory() throws {
    let count = MachineMemory.bytes / 4 + 1
    let object = HandMade.tensor(
      HandMade.storage(count, part: HandMade.code("N")), shape: [2], strides: [1])
    var bytes = Self.magic + Self.version + Self.facts + HandMade.pickle(object) + Self.keys
    bytes.append(littleEndian: count)
    let folder = try TemporaryFolder()
    let path = try folder.write(bytes, to: "large.pt")
    #expect(truncate(path, off_t(bytes.count + 4 * count)) == 0)
    #expect(
      throws: TensorFileError.malformedTorchFile(
        path: path, .tooLarge(size: 4 * count, limit: MachineMemory.bytes))
    ) { try TorchFile.load(path) }
  }
}

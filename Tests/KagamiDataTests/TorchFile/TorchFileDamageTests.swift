import Kagami
import Testing

@testable import KagamiData

/// Whatever is wrong with a file, there is a value or an error, and no crash.
@Suite struct TorchFileDamageTests {
  /// How many of a file's bytes are tried, evenly spread.
  private static let tries = 75

  /// Reads a file, and every element of what comes of it.
  private func read(_ bytes: [UInt8]) {
    let value: TorchValue
    do { value = try TorchFile.decode(bytes) } catch {
      #expect(!error.description.contains("\n"))
      return
    }
    for (_, tensor) in TorchGoldens.tensors(value) where tensor.count < 100_000 {
      _ = tensor.array(of: Double.self)
    }
  }

  /// Reads a file with one byte after the other changed.
  private func change(_ whole: [UInt8]) {
    for place in stride(from: 0, to: whole.count, by: max(1, whole.count / Self.tries)) {
      for mask: UInt8 in [0xff, UInt8(1 << (place % 8))] {
        var bytes = whole
        bytes[place] ^= mask
        read(bytes)
      }
    }
  }

  @Test(arguments: TorchGoldens.files) func changedBytes(_ name: String) throws {
    change(try TorchGoldens.bytes(name))
  }

  @Test(arguments: TorchGoldens.files) func cutFiles(_ name: String) throws {
    let whole = try TorchGoldens.bytes(name)
    for size in stride(from: 0, to: whole.count, by: max(1, whole.count / Self.tries)) {
      let bytes = Array(whole.prefix(size))
      #expect(throws: TorchFileError.self, "\(size) bytes") { try TorchFile.decode(bytes) }
    }
  }

  /// With checksums, what changed bytes of the pickle do would hardly ever be seen.
  @Test(arguments: TorchGoldens.archives) func changedBytesWithoutChecksums(_ name: String) throws {
    let whole = try withoutChecksums(TorchGoldens.bytes(name))
    #expect(throws: Never.self) { try TorchFile.decode(whole) }
    change(whole)
  }

  /// The archive as one whose writer computed no checksums.
  private func withoutChecksums(_ bytes: [UInt8]) throws -> [UInt8] {
    let directory = try ZipDirectory<TorchFileError>(.array(bytes))
    var bytes = bytes
    var place = directory.offset
    for _ in directory.entries {
      bytes.replaceSubrange(place + 16..<place + 20, with: [0, 0, 0, 0])
      var sizes = ByteCursor(bytes, at: place + 28)
      place += 46
      for _ in 0..<3 {
        let size = sizes.next(UInt16.self)
        place += Int(try #require(size))
      }
    }
    return bytes
  }
}

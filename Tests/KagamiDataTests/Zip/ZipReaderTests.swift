import Testing

@testable import KagamiData

/// Archives that are damaged or made to mislead are refused.
@Suite struct ZipReaderTests {
  static let pickle = HandMade.pickle(HandMade.code("N"))

  private func error(_ bytes: [UInt8]) -> TorchFileError? {
    #expect(throws: TorchFileError.self) { try TorchFile.decode(bytes) }
  }

  /// An archive with one number of its directory or its end changed, found from the end.
  private func changed(
    _ bytes: [UInt8], after signature: [UInt8], at place: Int, to value: [UInt8]
  ) throws -> [UInt8] {
    let start = try #require(
      bytes.indices.reversed().first { bytes[$0...].starts(with: signature) })
    var bytes = bytes
    bytes.replaceSubrange(start + place..<start + place + value.count, with: value)
    return bytes
  }

  private let entry: [UInt8] = [0x50, 0x4b, 1, 2]
  private let end: [UInt8] = [0x50, 0x4b, 5, 6]
  private let largeEnd: [UInt8] = [0x50, 0x4b, 6, 6]

  @Test func foldersOfAnyName() throws {
    for folder in ["archive", "\u{e9} x", ""] {
      let files: [(name: String, bytes: [UInt8])] = [
        ("__MACOSX/\(folder)/._data.pkl", [0]), ("\(folder)/data.pkl", Self.pickle),
        ("\(folder)/version", HandMade.code("10")),
      ]
      guard case .null = try TorchFile.decode(HandMade.zip(files)) else {
        Issue.record("expected None")
        return
      }
    }
  }

  @Test func recordsThatAreMissing() {
    #expect(error(HandMade.zip([("a/b", [1])])) == .missingRecord("data.pkl"))
    #expect(error(HandMade.archive(Self.pickle, version: nil)) == .missingRecord("version"))
    for version in ["0", "11", "x", ""] {
      #expect(
        error(HandMade.archive(Self.pickle, version: version)) == .unsupportedVersion(version))
    }
    #expect(
      error(HandMade.archive(Self.pickle, records: [("a/constants.pkl", [1])])) == .torchScript)
    #expect(
      error(HandMade.archive(Self.pickle, records: [("a/byteorder", HandMade.code("odd"))]))
        == .malformedArchive("its byteorder is \"odd\""))
    #expect(
      error(HandMade.archive(Self.pickle, records: [("a/data.pkl", [1])]))
        == .malformedArchive("\"a/data.pkl\" is in it twice"))
  }

  @Test func checksumsAreCompared() throws {
    var bytes = HandMade.archive(Self.pickle)
    let place = try #require(bytes.indices.first { bytes[$0...].starts(with: Self.pickle) })
    bytes[place + 2] = UInt8(ascii: ")")
    #expect(error(bytes) == .wrongChecksum(record: "a/data.pkl"))
  }

  @Test func sizesThatCannotBe() throws {
    let bytes = HandMade.archive(Self.pickle)
    let largest: [UInt8] = [0xfe, 0xff, 0xff, 0xff]
    // Of the last entry: method, stored size and size, offset.
    for (place, value) in [
      (10, [12, 0]), (20, largest + largest), (20, [1, 0, 0, 0]), (42, largest),
      (20, [0xff, 0xff, 0xff, 0xff]), (8, [1, 8]),
    ] as [(Int, [UInt8])] {
      guard case .malformedArchive? = error(try changed(bytes, after: entry, at: place, to: value))
      else {
        Issue.record("\(value) at \(place) is taken")
        continue
      }
    }
    // Of the end: entries, size, offset.
    for (place, value) in [
      (10, [9, 0]), (10, [1, 0]), (12, largest), (12, [0xff, 0xff, 0xff, 0x05]), (16, largest),
      (20, [1, 0]),
    ] as [(Int, [UInt8])] {
      guard case .malformedArchive? = error(try changed(bytes, after: end, at: place, to: value))
      else {
        Issue.record("\(value) at \(place) is taken")
        continue
      }
    }
    let large = try TorchGoldens.bytes("large_sizes")
    for place in [0, 32, 40, 48] {
      let value = [UInt8](repeating: 0xff, count: 8)
      guard
        case .malformedArchive? = error(try changed(large, after: largeEnd, at: place, to: value))
      else {
        Issue.record("\(place) is taken")
        continue
      }
    }
  }

  @Test func filesBeyondTheArchive() {
    for offset in [1 << 20, .max] {
      let entry = AlignedZipWriter.entry("a/data.pkl", 0, size: 0, at: offset)
      let bytes = ZipFormat.localSignature + entry
      #expect(
        error(bytes + AlignedZipWriter.end(count: 1, size: entry.count, at: 4))
          == .malformedArchive("\"a/data.pkl\" has no place of its own"))
    }
  }

  @Test func filesThatShareBytes() throws {
    let bytes = HandMade.archive(Self.pickle)
    // The second file's header is that of the first.
    let shared = try changed(bytes, after: entry, at: 42, to: [0, 0, 0, 0])
    #expect(error(shared)?.description.contains("has no place of its own") == true)
  }

  @Test func deflatedFilesOfOtherSizes() throws {
    let bytes = try TorchGoldens.bytes("deflated")
    let place = try #require(bytes.indices.first { bytes[$0...].starts(with: entry) })
    // The first entry is the folder; the next is of the pickle.
    let next = try #require(
      bytes.indices.first { $0 > place && bytes[$0...].starts(with: entry) })
    for (value, words) in [
      ([1, 0, 0, 0], "does not inflate to 1 bytes"), ([0, 2, 0, 0], "inflate to 512 bytes"),
      ([0xfe, 0xff, 0xff, 0], "cannot inflate to"), ([0, 0, 0, 5], "its files inflate to"),
    ] as [([UInt8], String)] {
      var bytes = bytes
      bytes.replaceSubrange(next + 24..<next + 28, with: value)
      guard case .malformedArchive(let reason)? = error(bytes) else {
        Issue.record("\(value) is taken")
        continue
      }
      #expect(reason.contains(words), "\(reason)")
    }
  }

  @Test func commentsAreAllowed() throws {
    var bytes = HandMade.archive(Self.pickle)
    bytes[bytes.count - 2] = 3
    guard case .null = try TorchFile.decode(bytes + [0x50, 0x4b, 5]) else {
      Issue.record("expected None")
      return
    }
  }
}

import Foundation
import Kagami
import TestSupport
import Testing

@testable import KagamiData

/// Files are those of the reference implementation, and nothing hostile gets through.
@Suite struct SafetensorsTests {
  /// Written by Python's safetensors 0.7: five types, a number, an empty array, a quote in a name.
  static let golden = """
    38010000000000007b225f5f6d657461646174615f5f223a7b22666f726d6174223a227074227d2c2261223a7b226474\
    797065223a22493634222c227368617065223a5b5d2c22646174615f6f666673657473223a5b302c385d7d2c2264223a\
    7b226474797065223a22463634222c227368617065223a5b302c335d2c22646174615f6f666673657473223a5b382c38\
    5d7d2c2262223a7b226474797065223a22463332222c227368617065223a5b312c325d2c22646174615f6f6666736574\
    73223a5b382c31365d7d2c22655c2278223a7b226474797065223a225538222c227368617065223a5b335d2c22646174\
    615f6f666673657473223a5b31362c31395d7d2c2263223a7b226474797065223a22424f4f4c222c227368617065223a\
    5b325d2c22646174615f6f666673657473223a5b31392c32315d7d7d2020202007000000000000000000c03f000000c0\
    0102030100
    """

  static var goldenBytes: [UInt8] {
    let digits = Array(golden)
    return stride(from: 0, to: digits.count, by: 2).compactMap {
      UInt8(String(digits[$0...$0 + 1]), radix: 16)
    }
  }

  static var tensors: [(name: String, tensor: Tensor)] {
    [
      ("a", Tensor(7)), ("d", Tensor.zeros([0, 3], dtype: .float64)),
      ("b", Tensor([[1.5, -2.0]])), ("e\"x", Tensor([1, 2, 3] as [UInt8])),
      ("c", Tensor([true, false])),
    ]
  }

  @Test func bytesAreTheReferences() throws {
    #expect(Safetensors.encode(Self.tensors, metadata: ["format": "pt"]) == Self.goldenBytes)
    let content = try Safetensors.decode(Self.goldenBytes)
    #expect(content.metadata == ["format": "pt"])
    #expect(content.tensors.map(\.name) == ["a", "d", "b", "e\"x", "c"])
    for (found, expected) in zip(content.tensors, Self.tensors) {
      #expect(found.tensor.shape == expected.tensor.shape)
      #expect(found.tensor.dtype == expected.tensor.dtype)
      #expect(found.tensor.array(of: Double.self) == expected.tensor.array(of: Double.self))
    }
  }

  @Test func stridedTensorsAreWrittenInOrder() throws {
    let x = Tensor.arange(6, dtype: .float32).reshape([2, 3]).transpose()
    let content = try Safetensors.decode(Safetensors.encode([("x", x)]))
    #expect(content.tensors[0].tensor.array(of: Int.self) == [0, 3, 1, 4, 2, 5])
  }

  @Test func filesComeBackAndFailuresNameThem() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/x.safetensors"
    try Safetensors.save(Self.tensors, to: path)
    #expect(try Safetensors.load(path).tensors.count == 5)
    let damaged = try folder.write([1, 2, 3], to: "damaged")
    for missing in [folder.path + "/none", damaged] {
      let error = try #require(throws: TensorFileError.self) { try Safetensors.load(missing) }
      #expect(error.description.hasPrefix(missing))
      #expect(!error.description.contains("\n"))
    }
  }

  private func file(_ json: String, _ data: Int = 0) -> [UInt8] {
    let header = Array(json.utf8)
    let size = (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) }
    return size + header + [UInt8](repeating: 0, count: data)
  }

  private func entry(_ name: String, _ dtype: String, _ shape: String, _ offsets: String) -> String
  {
    "\"\(name)\":{\"dtype\":\"\(dtype)\",\"shape\":\(shape),\"data_offsets\":\(offsets)}"
  }

  @Test func malformedFilesAreRefused() throws {
    let one = entry("x", "F32", "[2]", "[0,8]")
    let cases: [([UInt8], SafetensorsError)] = [
      ([], .truncated(expected: 8, found: 0)),
      (Array(Self.goldenBytes.prefix(7)), .truncated(expected: 8, found: 7)),
      ([255, 255, 255, 255, 255, 255, 255, 255], .headerTooLarge(.max)),
      ([100, 0, 0, 0, 0, 0, 0, 0, 123], .truncated(expected: 108, found: 9)),
      (file(" {}"), .malformedHeader("it does not begin with {")),
      (
        [2, 0, 0, 0, 0, 0, 0, 0, 123, 255], .malformedHeader("it is not UTF-8")
      ),
      (
        file("{\"x\":3}"),
        .malformedHeader("it is not an object of dtype, shape and data_offsets")
      ),
      (
        file("{"), .malformedHeader("it is not an object of dtype, shape and data_offsets")
      ),
      (
        file("{\(one)}", 7),
        .wrongLength(expected: 8 + one.utf8.count + 2 + 8, found: 8 + one.utf8.count + 2 + 7)
      ),
      (
        file("{\(one)}", 9),
        .wrongLength(expected: 8 + one.utf8.count + 2 + 8, found: 8 + one.utf8.count + 2 + 9)
      ),
      (file("{\(one),\(one)}", 8), .duplicateName("x")),
      (file("{\(one),\(entry("\\u0078", "F32", "[2]", "[8,16]"))}", 16), .duplicateName("x")),
      (
        file("{\(entry("x", "F8_E5M2", "[2]", "[0,2]"))}", 2),
        .unsupportedType(name: "x", dtype: "F8_E5M2")
      ),
      (
        file("{\(entry("x", "F32", "[3]", "[0,8]"))}", 8),
        .wrongSize(name: "x", expected: 12, found: 8)
      ),
      (
        file("{\(entry("x", "F32", "[2]", "[4,12]"))}", 12), .wrongLayout(name: "x", offset: 0)
      ),
      (
        file("{\(one),\(entry("y", "F32", "[2]", "[4,12]"))}", 12),
        .wrongLayout(name: "y", offset: 8)
      ),
      (
        file("{\(entry("x", "F32", "[4611686018427387904,4]", "[0,0]"))}"),
        .malformedHeader("\"x\" has more elements than memory")
      ),
      (
        file("{\(entry("x", "F32", "[-1]", "[0,0]"))}"),
        .malformedHeader("\"x\" has an impossible shape or data_offsets")
      ),
      (
        file("{\(entry("x", "F32", "[0]", "[8,0]"))}"),
        .malformedHeader("\"x\" has an impossible shape or data_offsets")
      ),
    ]
    for (bytes, expected) in cases {
      #expect(throws: expected) { try Safetensors.decode(bytes) }
      #expect(!expected.description.contains("\n"))
    }
  }

  @Test func namesAreComparedByTheirBytes() throws {
    let names = ["\u{e9}", "e\u{301}", "a/b"]
    let bytes = Safetensors.encode(names.map { ($0, Tensor(1)) })
    let found = try Safetensors.decode(bytes).tensors.map { Array($0.name.utf8) }
    #expect(Set(found) == Set(names.map { Array($0.utf8) }))
    #expect(String(decoding: bytes, as: UTF8.self).contains("\"a/b\""))
  }

  @Test func moreThanFourGibibytesAreRead() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(file("{}"), to: "large")
    #expect(truncate(path, (1 << 32) + 100) == 0)
    #expect(
      throws: TensorFileError.malformed(
        path: path, .wrongLength(expected: 10, found: (1 << 32) + 100))
    ) { try Safetensors.load(path) }
  }

  /// Whatever one byte or a cut does, there is an answer and no crash.
  @Test func damageNeverCrashes() {
    let whole = Self.goldenBytes
    var random = SplitMix64(seed: 1, index: 0)
    for _ in 0..<3000 {
      var bytes = whole
      let place = Int(random.next() % UInt64(bytes.count))
      bytes[place] = UInt8(truncatingIfNeeded: random.next())
      if random.next() % 4 == 0 { bytes.removeLast(Int(random.next() % UInt64(bytes.count))) }
      _ = try? Safetensors.decode(bytes)
    }
  }
}

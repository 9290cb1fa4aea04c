import Foundation
import TestSupport
import Testing

@testable import Kagami
@testable import KagamiData

/// Archives of NumPy are read, those written are the same bytes, and nothing hostile gets through.
@Suite struct NpzTests {
  struct File: Decodable, Sendable, CustomTestStringConvertible {
    struct Entry: Decodable, Sendable {
      let name: String
      let shape: [Int]
      let dtype: String
      let sum: Double
      /// The first elements.
      let first: [Double]
    }

    let name: String
    let isDeflated: Bool
    let arrays: [Entry]
    let file: Data

    var testDescription: String { name }
    var bytes: [UInt8] { Array(file) }
  }

  private struct Goldens: Decodable { let files: [File] }

  static let files: [File] = {
    guard let url = Bundle.module.url(forResource: "Goldens/npz_files", withExtension: "json"),
      let goldens = try? JSONDecoder().decode(Goldens.self, from: Data(contentsOf: url))
    else { return [] }
    return goldens.files
  }()

  private func file(_ name: String) throws -> [UInt8] {
    try #require(Self.files.first { $0.name == name }).bytes
  }

  @Test func goldensAreThere() { #expect(Self.files.count == 8) }

  @Test(arguments: files) func filesOfNumPyAreRead(_ file: File) throws {
    let arrays = try Npz.decode(file.bytes)
    #expect(arrays.map(\.name) == file.arrays.map(\.name))
    for (found, expected) in zip(arrays, file.arrays) {
      #expect(Array(found.tensor.shape) == expected.shape)
      #expect(found.tensor.dtype.description == expected.dtype)
      let values = found.tensor.to(.float64).array(of: Double.self)
      #expect(Array(values.prefix(16)) == expected.first)
      #expect(values.reduce(0, +) == expected.sum)
    }
  }

  /// But for arrays whose first axis runs fastest, which are written in row-major order.
  @Test(arguments: files.filter { !$0.isDeflated && $0.name != "mixed" })
  func writtenAsNumPyDoes(_ file: File) throws {
    #expect(try Npz.encode(Npz.decode(file.bytes)) == file.bytes)
  }

  @Test func deflatedAndReadAgain() throws {
    let arrays = [
      ("x", Tensor.randn([30, 40], generator: RandomGenerator(seed: 1))),
      ("zeros", Tensor.zeros([100, 100], dtype: .int64)),
    ]
    let stored = try Npz.encode(arrays)
    let deflated = try Npz.encode(arrays, isCompressed: true)
    #expect(deflated.count < stored.count / 10)
    for bytes in [stored, deflated] {
      let found = try Npz.decode(bytes)
      #expect(found.map(\.name) == ["x", "zeros"])
      for (found, expected) in zip(found, arrays) {
        #expect(found.tensor.bytes == expected.1.bytes)
      }
    }
  }

  @Test func savedAndLoaded() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/x.npz"
    try Npz.save([("a.b", Tensor.arange(3))], to: path)
    let found = try Npz.load(path)
    #expect(found.map(\.name) == ["a.b"] && found[0].tensor.array(of: Int.self) == [0, 1, 2])
    let half = [("h", Tensor.ones([2]).to(.bfloat16))]
    let refused = #expect(throws: TensorFileError.self) { try Npz.save(half, to: path) }
    #expect(refused?.description.hasPrefix("\(path): \"h\": elements of bfloat16") == true)
    #expect(try Npz.load(path).count == 1, "the file there is kept")
    try folder.write([0x50, 0x4b], to: "x.npz")
    let error = #expect(throws: TensorFileError.self) { try Npz.load(path) }
    #expect(error?.description == "\(path): not a .npz file: expected a zip archive")
    #expect(throws: TensorFileError.file(.missing(path: "\(folder.path)/y.npz"))) {
      try Npz.load("\(folder.path)/y.npz")
    }
  }

  /// Sizes and offsets of 64 bits, which no test can afford to write out.
  @Test func entriesOf64Bits() {
    let facts = [UInt8](repeating: 7, count: 12)
    let entry = NpzParts.entry(
      "x.npy", facts, size: 1 << 31, storedSize: 5, at: 1 << 33)
    var cursor = ByteCursor(entry, at: 20)
    #expect(cursor.next(UInt32.self) == .max && cursor.next(UInt32.self) == .max)
    #expect(cursor.next(UInt16.self) == 5 && cursor.next(UInt16.self) == 28)
    _ = cursor.take(10)
    #expect(cursor.next(UInt32.self) == .max)
    _ = cursor.take(5)
    #expect(cursor.next(UInt16.self) == 1 && cursor.next(UInt16.self) == 24)
    #expect(cursor.next(UInt64.self) == 1 << 31 && cursor.next(UInt64.self) == 5)
    #expect(cursor.next(UInt64.self) == 1 << 33 && cursor.isAtEnd)
  }

  // MARK: Damage

  @Test(arguments: ["one", "mixed", "deflated"]) func everyTruncationIsNamed(_ name: String) throws
  {
    let whole = try file(name)
    for count in whole.indices {
      #expect(throws: NpzError.self) { try Npz.decode(Array(whole[..<count])) }
    }
  }

  /// Whatever a bit is turned into, the same arrays come out or a named error.
  @Test(arguments: ["one", "deflated"]) func everyBit(_ name: String) throws {
    let whole = try file(name)
    let expected = try Npz.decode(whole).map(\.tensor.bytes)
    for bit in 0..<whole.count * 8 {
      var damaged = whole
      damaged[bit / 8] ^= 1 << (bit % 8)
      do {
        let found = try Npz.decode(damaged).map(\.tensor.bytes)
        #expect(found == expected, "bit \(bit)")
      } catch { #expect(!error.description.isEmpty) }
    }
  }

  @Test func bombsAreRefused() throws {
    let zeros = Tensor.zeros([40 << 20], dtype: .uint8)
    let bomb = try Npz.encode([("zeros", zeros)], isCompressed: true)
    #expect(bomb.count < 50_000)
    let error = #expect(throws: NpzError.self) { try Npz.decode(bomb) }
    #expect(error?.description.contains("inflate to 41943168 bytes, expected at most") == true)
    #expect(try Npz.decode(bomb, limit: 1 << 26)[0].tensor.count == 40 << 20)
  }

  @Test func whatIsNoArray() {
    #expect(throws: NpzError.notAnArchive) { try Npz.decode(Array("\u{93}NUMPY".utf8)) }
    #expect(throws: NpzError.notAnArchive) { try Npz.decode([]) }
    #expect(throws: NpzError.notAnArray(record: "readme.txt")) {
      try Npz.decode(HandMade.zip([("readme.txt", [1])]))
    }
    #expect(throws: NpzError.malformedArray(name: "x", .wrongMagic)) {
      try Npz.decode(HandMade.zip([("x.npy", Array("hello, world".utf8))]))
    }
  }
}

import Foundation
import TestSupport
import Testing

@testable import Kagami
@testable import KagamiData

/// Files of NumPy are read, those written are the same bytes, and nothing hostile gets through.
@Suite struct NpyTests {
  struct File: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let shape: [Int]
    let dtype: String
    /// Whether `numpy.save` itself writes it so.
    let isCanonical: Bool
    /// The elements, as doubles.
    let values: Data
    let file: Data

    var testDescription: String { name }
    var bytes: [UInt8] { Array(file) }
    var numbers: [Double] {
      values.withUnsafeBytes { Array($0.bindMemory(to: Double.self)) }
    }
  }

  private struct Goldens: Decodable { let files: [File] }

  static let files: [File] = {
    guard let url = Bundle.module.url(forResource: "Goldens/npy_files", withExtension: "json"),
      let goldens = try? JSONDecoder().decode(Goldens.self, from: Data(contentsOf: url))
    else { return [] }
    return goldens.files
  }()

  @Test func goldensAreThere() { #expect(Self.files.count == 32) }

  @Test(arguments: files) func filesOfNumPyAreRead(_ file: File) throws {
    let tensor = try Npy.decode(file.bytes)
    #expect(Array(tensor.shape) == file.shape)
    #expect(tensor.dtype.description == file.dtype)
    let found = tensor.to(.float64).array(of: Double.self)
    #expect(found.map(\.bitPattern) == file.numbers.map(\.bitPattern))
  }

  @Test(arguments: files.filter(\.isCanonical)) func writtenAsNumPyDoes(_ file: File) throws {
    #expect(try Npy.encode(Npy.decode(file.bytes)) == file.bytes)
  }

  @Test func viewsAreWrittenInRowMajorOrder() throws {
    let x = Tensor.arange(12, dtype: .float32).reshape([3, 4])
    let copy = Tensor(x.transpose().array(of: Float.self), shape: [4, 3])
    #expect(try Npy.encode(x.transpose()) == Npy.encode(copy))
    #expect(try Npy.decode(Npy.encode(x.transpose())).array(of: Int.self)[1] == 4)
  }

  @Test func savedAndLoaded() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/x.npy"
    let x = Tensor.randn([3, 5], generator: RandomGenerator(seed: 1))
    try Npy.save(x, to: path)
    #expect(try Npy.load(path).array(of: Float.self) == x.array(of: Float.self))
    try folder.write(Array(Npy.encode(x).dropLast()), to: "x.npy")
    let error = #expect(throws: TensorFileError.self) { try Npy.load(path) }
    #expect(error?.description == "\(path): truncated: expected 188 bytes of .npy, found 187")
    #expect(throws: TensorFileError.file(.missing(path: "\(folder.path)/y.npy"))) {
      try Npy.load("\(folder.path)/y.npy")
    }
    let half = Tensor.ones([2]).to(.bfloat16)
    let refused = #expect(throws: TensorFileError.self) { try Npy.save(half, to: path) }
    #expect(refused?.description.hasPrefix("\(path): elements of bfloat16, expected") == true)
    #expect(try folder.read("x.npy").count == 187, "the file there is kept")
  }

  // MARK: Damage

  private func file(_ text: String, version: UInt8 = 1, elements: Int = 0) -> [UInt8] {
    let length = text.utf8.count
    return NpyHeader.magic + [version, 0, UInt8(length & 255), UInt8(length >> 8)]
      + (version > 1 ? [0, 0] : []) + Array(text.utf8) + [UInt8](repeating: 0, count: elements)
  }

  @Test func everyTruncationIsNamed() throws {
    for name in ["dtype float32", "version 2", "column-major"] {
      let whole = try #require(Self.files.first { $0.name == name }).bytes
      for count in whole.indices {
        #expect(throws: NpyError.self) { try Npy.decode(Array(whole[..<count])) }
      }
      #expect(throws: NpyError.overlong(expected: whole.count, found: whole.count + 1)) {
        try Npy.decode(whole + [0])
      }
    }
  }

  /// Whatever a bit of the header is turned into, there is a tensor of the file's size or a named error.
  @Test func everyBitOfTheHeader() throws {
    let whole = try #require(Self.files.first { $0.name == "dtype float32" }).bytes
    for bit in 0..<128 * 8 {
      var damaged = whole
      damaged[bit / 8] ^= 1 << (bit % 8)
      do {
        let tensor = try Npy.decode(damaged)
        #expect(tensor.count * tensor.dtype.byteCount == 48)
      } catch {
        #expect(!error.description.isEmpty)
      }
    }
  }

  @Test(arguments: [
    ("{'descr': '|O', 'fortran_order': False, 'shape': (1,)}", "elements of '|O', expected one of"),
    ("{'descr': '<c8', 'fortran_order': False, 'shape': (1,)}", "elements of '<c8'"),
    (
      "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,)}",
      "elements of several fields"
    ),
    ("{'descr': '', 'fortran_order': False, 'shape': (1,)}", "elements of ''"),
    (
      "{'descr': 3, 'fortran_order': False, 'shape': (1,)}",
      "the value of 'descr' is not understood"
    ),
    ("{'descr': (4,), 'fortran_order': False, 'shape': (1,)}", "its 'descr' is no string"),
    ("{'descr': '<f4', 'fortran_order': None, 'shape': (1,)}", "the value of 'fortran_order'"),
    ("{'descr': '<f4', 'fortran_order': '', 'shape': (1,)}", "its 'fortran_order' is neither"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': 4}", "the value of 'shape'"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}", "an extent of 'shape'"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (1 1)}", "a comma is missing in 'shape'"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (9999999999999999999,)}", "an extent of"),
    (
      "{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904, 2)}", "no tensor has"
    ),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904,)}", "no tensor has"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (1000000000000,)}", "truncated: expected"),
    (
      "{'descr': '<f4', 'fortran_order': False, 'shape': (1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1)}",
      "no tensor has 17 axes, expected at most 8"
    ),
    ("{'descr': '<f4', 'fortran_order': False}", "its 'shape' is no tuple"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (), 'more': 'x'}", "it has other keys"),
    (
      "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': ()}",
      "the key 'descr' comes twice"
    ),
    ("{'descr' '<f4'}", "the key 'descr' has no value"),
    ("{'descr': '<f4' 'shape': ()}", "a comma is missing after 'descr'"),
    ("{'descr': '<f4", "a string does not end"),
    ("{3: '<f4'}", "a string is missing"),
    ("{", "a string is missing"),
    ("[]", "it is no dictionary"),
    ("", "it is no dictionary"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (0,)} x", "text follows the dictionary"),
  ])
  func headersThatMeanNothing(_ text: String, _ reason: String) {
    let error = #expect(throws: NpyError.self) { try Npy.decode(file(text)) }
    #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
  }

  @Test func otherVersionsAndLengths() {
    #expect(throws: NpyError.wrongMagic) { try Npy.decode(Array("PK\u{3}\u{4} and so on".utf8)) }
    #expect(throws: NpyError.unsupportedVersion(major: 4, minor: 0)) {
      try Npy.decode(file("{}", version: 4))
    }
    #expect(throws: NpyError.headerTooLarge(65535)) {
      try Npy.decode(NpyHeader.magic + [1, 0, 255, 255])
    }
    #expect(throws: NpyError.headerTooLarge(4_294_967_295)) {
      try Npy.decode(NpyHeader.magic + [2, 0, 255, 255, 255, 255])
    }
    #expect(throws: NpyError.truncated(expected: 110, found: 10)) {
      try Npy.decode(NpyHeader.magic + [1, 0, 100, 0])
    }
  }
}

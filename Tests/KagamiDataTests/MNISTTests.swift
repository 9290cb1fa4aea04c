import Foundation
import KagamiData
import TestSupport
import Testing

/// MNIST's files are read plain and gzipped, and every fault is named.
@Suite struct MNISTTests {
  static let imagesName = "train-images-idx3-ubyte"
  static let labelsName = "train-labels-idx1-ubyte"
  static let count = 6

  /// A folder with a small training set.
  private func folder(gzipped: Bool = false) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let images = IDX.encode(
      IDXArray(
        shape: [Self.count, 28, 28],
        bytes: (0..<Self.count * 784).map { UInt8(truncatingIfNeeded: $0 * 31) }))
    let labels = IDX.encode(IDXArray(shape: [Self.count], bytes: [5, 0, 4, 1, 9, 2]))
    for (name, bytes) in [(Self.imagesName, images), (Self.labelsName, labels)] {
      try folder.write(gzipped ? Gzip.compress(bytes) : bytes, to: gzipped ? name + ".gz" : name)
    }
    return folder
  }

  @Test func plainAndGzippedAreTheSame() throws {
    let (plain, gzipped) = (try folder(), try folder(gzipped: true))
    let digits = try MNIST.load(directory: plain.path, split: .train)
    #expect(digits.count == Self.count && digits.height == 28 && digits.width == 28)
    #expect(digits.labels == [5, 0, 4, 1, 9, 2])
    #expect(digits.pixels[33] == UInt8(truncatingIfNeeded: 33 * 31))
    #expect(try MNIST.load(directory: gzipped.path, split: .train) == digits)
  }

  private func fails(
    _ folder: String, _ split: MNIST.Split = .train, saying words: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let error = #expect(throws: DatasetError.self, sourceLocation: sourceLocation) {
      try MNIST.load(directory: folder, split: split)
    }
    let text = error?.description ?? ""
    #expect(text.contains(words), "\(text)", sourceLocation: sourceLocation)
    #expect(text.hasPrefix(folder), "\(text)", sourceLocation: sourceLocation)
    #expect(!text.contains("\n"), sourceLocation: sourceLocation)
  }

  @Test func missingThings() throws {
    let folder = try folder()
    fails(folder.path + "/none", saying: "no such folder")
    fails(folder.path + "/" + Self.imagesName, saying: "expected a folder")
    fails(folder.path, .test, saying: "t10k-images-idx3-ubyte: no such file")
    try FileManager.default.removeItem(atPath: folder.path + "/" + Self.labelsName)
    fails(folder.path, saying: "train-labels-idx1-ubyte: no such file")
  }

  @Test func damagedPlainFiles() throws {
    let folder = try folder()
    let whole = try folder.read(Self.imagesName)
    for (bytes, words) in [
      (Array(whole.dropLast()), "truncated: expected 4720 bytes"),
      (whole + [0], "over-long: expected 4720 bytes"),
      ([0x89, 0x50, 0x4e, 0x47] + whole.dropFirst(4), "expected an IDX header starting 00 00 08"),
      ([0, 0, 0x0d, 3] + whole.dropFirst(4), "type 08"), ([], "truncated"),
      ([0, 0, 8, 3, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255], "claims shape"),
    ] {
      try folder.write(bytes, to: Self.imagesName)
      fails(folder.path, saying: words)
    }
  }

  @Test func damagedGzip() throws {
    let folder = try folder(gzipped: true)
    let name = Self.imagesName + ".gz"
    let whole = try folder.read(name)
    for (bytes, words) in [
      (Array(whole.dropLast(9)), "truncated"), (whole + [7], "over-long"),
      ([0, 1] + whole.dropFirst(2), "1f 8b"),
    ] {
      try folder.write(bytes, to: name)
      fails(folder.path, saying: words)
    }
    for place in [whole.count / 2, whole.count - 6, whole.count - 2] {
      var bytes = whole
      bytes[place] ^= 0x55
      try folder.write(bytes, to: name)
      fails(folder.path, saying: "gzip stream")
    }
  }

  @Test func contentsThatAreNotMNIST() throws {
    let folder = try folder()
    try folder.write(
      IDX.encode(IDXArray(shape: [1, 29, 29], bytes: [UInt8](repeating: 0, count: 841))),
      to: Self.imagesName)
    fails(folder.path, saying: "expected images of 28×28, found shape [1, 29, 29]")
    let other = try self.folder()
    try other.write(IDX.encode(IDXArray(shape: [2], bytes: [1, 2])), to: Self.labelsName)
    fails(other.path, saying: "expected 6 labels, one for each image, found 2")
    try other.write(
      IDX.encode(IDXArray(shape: [6], bytes: [1, 2, 3, 10, 5, 6])), to: Self.labelsName)
    fails(other.path, saying: "expected labels 0 to 9, found 10 at index 3")
    try other.write(
      IDX.encode(IDXArray(shape: [6, 1], bytes: [1, 2, 3, 1, 5, 6])), to: Self.labelsName)
    fails(other.path, saying: "expected a list of labels")
  }

  static let real = ProcessInfo.processInfo.environment["KAGAMI_MNIST"]

  @Test(.wants("KAGAMI_MNIST", if: real != nil))
  func theRealOne() throws {
    let folder = try #require(Self.real)
    let train = try MNIST.load(directory: folder, split: .train)
    #expect(train.count == 60_000)
    #expect(Array(train.labels.prefix(5)) == [5, 0, 4, 1, 9])
    #expect(train.pixels.reduce(0) { $0 + Int($1) } == 1_567_298_545)
    let test = try MNIST.load(directory: folder, split: .test)
    #expect(test.count == 10_000)
    #expect(Array(test.labels.prefix(5)) == [7, 2, 1, 0, 4])
    #expect(test.pixels.reduce(0) { $0 + Int($1) } == 264_923_200)
  }
}

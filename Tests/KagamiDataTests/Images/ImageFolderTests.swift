import Foundation
import Kagami
import KagamiData
import TestSupport
import Testing

/// Folders of pictures are data sets in torchvision's order.
@Suite struct ImageFolderTests {
  /// A folder with files, each a picture unless bytes are given.
  private func folder(_ names: [String], _ bytes: [UInt8]? = nil) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for name in names {
      let path = folder.path + "/" + name
      try FileManager.default.createDirectory(
        atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      try folder.write(bytes ?? PNG.encode(RGBImageTests.picture), to: name)
    }
    return folder
  }

  @Test func orderIsTorchvisions() throws {
    let golden = PictureGoldens.shared.folder
    let folder = try folder(golden.names)
    let data = try ImageFolder(folder.path)
    #expect(data.classes == golden.classes)
    #expect(
      data.files.map { Array($0.path.utf8) }
        == golden.files.map {
          Array("\(folder.path)/\($0.path)".utf8)
        })
    #expect(data.files.map(\.label) == golden.files.map(\.label))
  }

  @Test func picturesByTheBatch() throws {
    let folder = try folder(["cat/1.png", "dog/1.png", "dog/2.png"])
    let data = try ImageFolder(folder.path)
    try data.validate()
    #expect(data.count == 3)
    let batch = data.collated().batch([2, 0])
    #expect(batch.images.shape == [2, 3, 3, 4])
    #expect(batch.labels.array(of: Int.self) == [1, 0])
    let halves = data.map { $0.transformed(by: Resize(height: 1, width: 2)) }.collated()
    for prefetch in [0, 2] {
      let shapes = DataLoader(halves, batchSize: 2, prefetch: prefetch).map(\.images.shape)
      #expect(shapes == [[2, 3, 1, 2], [1, 3, 1, 2]])
    }
  }

  @Test func damagedFilesAreNamed() throws {
    let folder = try folder(["a/1.png", "a/2.png"])
    try folder.write([1, 2, 3], to: "a/2.png")
    let data = try ImageFolder(folder.path)
    #expect(try data.load(0).label == 0)
    let error = #expect(throws: ImageFileError.self) { try data.load(1) }
    #expect(error?.description.hasPrefix(folder.path + "/a/2.png: expected a sound PNG") == true)
    #expect(throws: ImageFileError.self) { try data.validate() }
    try FileManager.default.removeItem(atPath: folder.path + "/a/2.png")
    let gone = #expect(throws: ImageFileError.self) { try data.load(1) }
    #expect(gone?.description == folder.path + "/a/2.png: no such file")
  }

  @Test func missingThings() throws {
    let folder = try folder(["a/1.png", "b/notes.txt", "c/x.jpg"])
    func fails(_ path: String, _ words: String) {
      let error = #expect(throws: ImageFileError.self) { try ImageFolder(path) }
      let text = error?.description ?? ""
      #expect(text.hasPrefix(path) && text.contains(words) && !text.contains("\n"), "\(text)")
    }
    fails(folder.path + "/none", "no such folder")
    fails(folder.path + "/a/1.png", "expected a folder")
    fails(folder.path + "/a", "a folder for each class, found none")
    fails(folder.path, "found none for b, c")
    let all = try ImageFolder(folder.path, allowsEmptyClasses: true)
    #expect(all.classes == ["a", "b", "c"] && all.count == 1)
  }

  @Test func linksToThemselvesEnd() throws {
    let folder = try folder(["a/1.png"])
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/a/again", withDestinationPath: folder.path + "/a")
    #expect(try ImageFolder(folder.path).count == 1)
  }

  @Test func aDamagedFileInABatchIsMisuse() async {
    await #expect(processExitsWith: .failure) {
      let folder = try TemporaryFolder()
      try FileManager.default.createDirectory(
        atPath: folder.path + "/a", withIntermediateDirectories: true)
      try folder.write([1], to: "a/1.png")
      _ = try ImageFolder(folder.path).item(0)
    }
  }
}

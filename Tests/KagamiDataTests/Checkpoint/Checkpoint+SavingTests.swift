import Foundation
import Kagami
import TestSupport
import Testing

@testable import KagamiData

/// A save replaces a checkpoint, keeps the one before, and loses neither where it fails.
@Suite struct CheckpointSavingTests {
  private func checkpoint(_ number: Int) -> Checkpoint {
    var checkpoint = Checkpoint()
    checkpoint.set([("w", Tensor.full([64], Double(number)))], under: "model")
    checkpoint["number"] = .integer(number)
    return checkpoint
  }

  private func numbers(_ path: String) throws -> [Int] {
    try [path, Checkpoint.previousPath(of: path)].map {
      let found = try Checkpoint.load($0)
      let number = try found.integer("number")
      #expect(
        found.tensors(under: "model")[0].tensor.bytes == Tensor.full([64], Double(number)).bytes)
      return number
    }
  }

  @Test func thePreviousOneIsKept() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/c.safetensors"
    for number in 1...4 {
      try checkpoint(number).save(to: path)
      if number > 1 { #expect(try numbers(path) == [number, number - 1]) }
    }
    #expect(folder.names == ["c-previous.safetensors", "c.safetensors"])
    try checkpoint(5).save(to: path, keepingPrevious: false)
    #expect(try numbers(path) == [5, 3])
  }

  @Test func previousNames() {
    let names = [
      "run/c.safetensors": "run/c-previous.safetensors", "c": "c-previous",
      "/a.b/c": "/a.b/c-previous",
      "a/.hidden": "a/.hidden-previous", "./x.y.z": "./x.y-previous.z",
    ]
    for (name, previous) in names { #expect(Checkpoint.previousPath(of: name) == previous) }
  }

  /// The only whole file is the previous one: a damaged one must not take its place.
  @Test func aDamagedOneDoesNotReplaceAWholeOne() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/c"
    for number in 1...2 { try checkpoint(number).save(to: path) }
    var bytes = try folder.read("c")
    bytes[bytes.count - 1] ^= 4
    try folder.write(bytes, to: "c")
    let found = try Checkpoint.loadNewest(path)
    #expect(try found.checkpoint.integer("number") == 1)
    #expect(found.path == path + "-previous")
    #expect(found.reason?.description.contains("\"model.w\" is damaged") == true)
    try checkpoint(3).save(to: path)
    #expect(try numbers(path) == [3, 1])
    #expect(try Checkpoint.loadNewest(path).reason == nil)
  }

  @Test func theNewestThatIsThereIsRead() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/c"
    #expect(throws: CheckpointError.file(.missing(path: path))) { try Checkpoint.loadNewest(path) }
    for number in 1...2 { try checkpoint(number).save(to: path) }
    unlink(path)
    let found = try Checkpoint.loadNewest(path)
    #expect(try found.checkpoint.integer("number") == 1)
    #expect(found.reason == .file(.missing(path: path)))
    try folder.write([1], to: "c")
    try folder.write([2], to: "c-previous")
    let error = try #require(throws: CheckpointError.self) { try Checkpoint.loadNewest(path) }
    #expect(
      error.description.contains("\(path): ")
        && error.description.contains("; and before it, \(path)-previous: "))
  }

  /// As after a kill between the two renames: both names are of one file.
  @Test func twoNamesOfOneFileAreNoTrouble() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/c"
    try checkpoint(1).save(to: path)
    #expect(link(path, path + "-previous") == 0)
    try checkpoint(2).save(to: path)
    #expect(try numbers(path) == [2, 1])
    #expect(folder.names == ["c", "c-previous"])
  }

  @Test func linksAndDevicesAreWrittenThrough() throws {
    let (folder, other) = (try TemporaryFolder(), try TemporaryFolder())
    let path = folder.path + "/c"
    try FileManager.default.createSymbolicLink(
      atPath: path, withDestinationPath: other.path + "/real")
    for number in 1...2 { try checkpoint(number).save(to: path) }
    #expect(try numbers(path) == [2, 1])
    #expect(folder.names == ["c", "c-previous"] && other.names == ["real"])
    try checkpoint(3).save(to: "/dev/null")
    let error = try #require(throws: FileError.self) { try checkpoint(3).save(to: "/dev/full") }
    #expect(
      error.description.contains("/dev/full: cannot be written: writing failed: No space left"))
  }

  @Test func aPreviousNameThatIsAFolderChangesNothing() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/c"
    try checkpoint(1).save(to: path)
    try FileManager.default.createDirectory(
      atPath: path + "-previous", withIntermediateDirectories: true)
    let error = try #require(throws: FileError.self) { try checkpoint(2).save(to: path) }
    #expect(error.description.hasPrefix("\(path)-previous: cannot be written: renaming into place"))
    #expect(try Checkpoint.load(path).integer("number") == 1)
    #expect(folder.names == ["c", "c-previous"])
  }
}

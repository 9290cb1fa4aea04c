import Foundation
import KagamiData
import TestSupport
import Testing

/// A reader sees the old file or the new one.
@Suite struct AtomicFileTests {
  @Test func itReplacesAndLeavesNothingElse() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/x"
    for bytes in [[1, 2, 3], [], [UInt8](repeating: 9, count: 100_000)] as [[UInt8]] {
      try AtomicFile.write(bytes, to: path)
      #expect(try folder.read("x") == bytes)
      #expect(folder.names == ["x"])
    }
  }

  @Test func permissionsStay() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write([1], to: "x")
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
    try AtomicFile.write([2], to: path)
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o640)
  }

  @Test func linksAreFollowed() throws {
    let folder = try TemporaryFolder()
    try folder.write([1], to: "target")
    for (link, target) in [("link", "target"), ("fresh", "made")] {
      try FileManager.default.createSymbolicLink(
        atPath: "\(folder.path)/\(link)", withDestinationPath: target)
      try AtomicFile.write([2], to: "\(folder.path)/\(link)")
      #expect(try folder.read(target) == [2])
      let kept = try FileManager.default.destinationOfSymbolicLink(
        atPath: "\(folder.path)/\(link)")
      #expect(kept == target)
    }
  }

  @Test func devicesAndPipesAreWrittenInto() throws {
    try AtomicFile.write([1], to: "/dev/null")
    let folder = try TemporaryFolder()
    let path = folder.path + "/fifo"
    #expect(mkfifo(path, 0o600) == 0)
    let reader = open(path, O_RDWR)
    defer { close(reader) }
    try AtomicFile.write([1, 2, 3], to: path)
    var bytes = [UInt8](repeating: 0, count: 8)
    #expect(read(reader, &bytes, 8) == 3)
    #expect(folder.names == ["fifo"])
    let file = open(folder.path + "/file", O_RDWR | O_CREAT, 0o600)
    defer { close(file) }
    try AtomicFile.write([7], to: "/dev/fd/\(file)")
    try AtomicFile.write([8], to: "/dev/fd/\(file)")
    #expect(try folder.read("file") == [7, 8])
  }

  @Test func checksChangeNothing() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.check(folder.path + "/x")
    for path in ["", "a\0b", folder.path, folder.path + "/missing/x"] {
      #expect(throws: FileError.self) { try AtomicFile.check(path) }
      #expect(throws: FileError.self) { try AtomicFile.write([], to: path) }
    }
    #expect(folder.names.isEmpty)
  }

  @Test func failuresLeaveEverythingAsItWas() throws {
    let folder = try TemporaryFolder()
    try folder.write([1], to: "file")
    try FileManager.default.createDirectory(
      atPath: folder.path + "/folder/inside", withIntermediateDirectories: true)
    for name in ["missing/x", "file/x", "folder"] {
      let error = #expect(throws: FileError.self) {
        try AtomicFile.write([2], to: folder.path + "/" + name)
      }
      let text = error?.description ?? ""
      #expect(text.contains("\(folder.path)/\(name): cannot be written"), "\(text)")
      #expect(!text.contains("\n"))
    }
    #expect(folder.names == ["file", "folder", "folder/inside"])
    #expect(try folder.read("file") == [1])
  }
}

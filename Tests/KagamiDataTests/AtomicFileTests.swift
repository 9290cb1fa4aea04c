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

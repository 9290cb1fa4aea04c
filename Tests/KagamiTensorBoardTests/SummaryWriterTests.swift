import Foundation
import Kagami
import KagamiData
import TestSupport
import Testing

@testable import KagamiTensorBoard

@Suite struct SummaryWriterTests {
  /// The data of a file's records, whose lengths and checksums must be right.
  private func records(_ file: [UInt8]) throws -> [[UInt8]] {
    var (records, start): ([[UInt8]], Int) = ([], 0)
    func number(_ range: Range<Int>) -> UInt64 {
      file[range].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
    while start < file.count {
      let count = Int(number(start..<start + 8))
      let data = start + 12..<start + 12 + count
      #expect(
        number(start + 8..<start + 12) == CRC32C.masked(Array(file[start..<start + 8])).asWide)
      #expect(
        number(data.upperBound..<data.upperBound + 4) == CRC32C.masked(Array(file[data])).asWide)
      records.append(Array(file[data]))
      start = data.upperBound + 4
    }
    return records
  }

  @Test func recordsAreFramed() throws {
    let folder = try TemporaryFolder()
    let writer = try SummaryWriter("\(folder.path)/run")
    try writer.addScalar("loss", 0.5, step: 3)
    #expect(try records(folder.read(folder.names[1])).count == 1)
    try writer.flush()
    let records = try records(folder.read(folder.names[1]))
    #expect(records.count == 2)
    #expect(records[0].dropFirst(9).starts(with: [0x1A, 13] + Array("brain.Event:2".utf8)))
    let summary = Fields.message {
      $0.message(1) {
        $0.text(1, "loss")
        $0.float(2, 0.5)
      }
    }
    #expect(
      Array(records[1].dropFirst(9))
        == Fields.message {
          $0.integer(2, 3)
          $0.data(5, summary.bytes)
        }.bytes)
    #expect(writer.path == "\(folder.path)/\(folder.names[1])")
    #expect(folder.names[1].contains("run/events.out.tfevents."))
  }

  @Test func linesAndSettingsAreRunsOfTheirOwn() throws {
    let folder = try TemporaryFolder()
    let writer = try SummaryWriter(folder.path)
    try writer.addScalars("loss/all", ["G": 1, "D": 2], step: 0)
    try writer.addHparams(["rate": 0.1], metrics: ["score": 1], runName: "settings")
    try writer.close()
    let runs = Set(folder.names.filter { !$0.contains("events") })
    #expect(runs == ["loss_all_D", "loss_all_G", "settings"])
    #expect(folder.names.count == 7)
  }

  @Test func whatIsClosedTakesNothing() throws {
    let folder = try TemporaryFolder()
    let writer = try SummaryWriter(folder.path)
    try writer.close()
    try writer.close()
    #expect(throws: FileError.self) { try writer.addText("a", "b", step: 0) }
  }

  @Test func theEndOfAWriterWritesWhatWaits() throws {
    let folder = try TemporaryFolder()
    try SummaryWriter(folder.path).addScalar("a", 1, step: 0)
    #expect(try records(folder.read(folder.names[0])).count == 2)
  }

  @Test func aFolderThatCannotBe() throws {
    let folder = try TemporaryFolder()
    try folder.write([1], to: "file")
    #expect(throws: FileError.self) { _ = try SummaryWriter("\(folder.path)/file/run") }
  }
}

extension UInt32 {
  fileprivate var asWide: UInt64 { UInt64(self) }
}

import Foundation
import Kagami
import KagamiData
import TestSupport
import Testing

/// CIFAR-10's files are read, and every fault is named.
@Suite struct CIFAR10Tests {
  private static func record(_ label: UInt8, _ seed: Int) -> [UInt8] {
    [label] + (0..<3072).map { UInt8(truncatingIfNeeded: $0 * 7 + seed) }
  }

  /// A folder with small files: two records in each of the first, one in the others.
  private func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for number in 1...5 {
      var file = Self.record(UInt8(number), number)
      if number == 1 { file += Self.record(9, 100) }
      try folder.write(file, to: "data_batch_\(number).bin")
    }
    try folder.write(Self.record(3, 50), to: "test_batch.bin")
    return folder
  }

  @Test func bothSets() throws {
    let folder = try folder()
    let training = try CIFAR10.load(directory: folder.path, split: .train)
    #expect(training.labels == [1, 9, 2, 3, 4, 5] && training.count == 6)
    #expect(training.classes[9] == "truck")
    let batch = training.batch([1, 0])
    #expect(batch.images.shape == [2, 3, 32, 32] && batch.labels.array(of: Int.self) == [9, 1])
    let byte = UInt8(truncatingIfNeeded: (2 * 1024 + 5 * 32 + 6) * 7 + 100)
    #expect(batch.images[0, 2, 5, 6].item(as: Float.self) == (Float(byte) / 255 - 0.5) / 0.5)
    let test = try CIFAR10.load(directory: folder.path, split: .test)
    #expect(test.labels == [3])
    let sample = training.samples.item(1)
    #expect(sample.label == 9)
    #expect(sample.image.array(of: Float.self) == batch.images[0].array(of: Float.self))
  }

  @Test func namesOfClasses() throws {
    let folder = try folder()
    let names = (0..<10).map { "kind \($0)" }
    try folder.write(Array((names.joined(separator: "\r\n") + "\n\n").utf8), to: "batches.meta.txt")
    #expect(try CIFAR10.load(directory: folder.path, split: .test).classes == names)
    try folder.write(Array("one\ntwo\n".utf8), to: "batches.meta.txt")
    fails(folder.path, "batches.meta.txt: expected the names of 10 classes, found 2")
  }

  private func fails(_ folder: String, _ words: String, _ split: CIFAR10.Split = .test) {
    let error = #expect(throws: DatasetError.self) {
      try CIFAR10.load(directory: folder, split: split)
    }
    let text = error?.description ?? ""
    #expect(text.hasPrefix(folder) && text.contains(words) && !text.contains("\n"), "\(text)")
  }

  @Test func missingThings() throws {
    let folder = try folder()
    fails(folder.path + "/none", "no such folder")
    fails(folder.path + "/test_batch.bin", "expected a folder")
    try FileManager.default.removeItem(atPath: folder.path + "/data_batch_4.bin")
    fails(folder.path, "data_batch_4.bin: no such file", .train)
  }

  @Test func everyLengthButWholeRecordsIsRefused() throws {
    let folder = try folder()
    let file = Self.record(0, 1) + Self.record(1, 2)
    for length in Array(0..<40) + Array(3_050...3_100) + Array(file.count - 40...file.count) {
      try folder.write(Array(file[..<length]), to: "test_batch.bin")
      if length % 3073 == 0 {
        #expect(try CIFAR10.load(directory: folder.path, split: .test).count == length / 3073)
      } else {
        fails(folder.path, "expected records of 3073 bytes, found \(length)")
      }
    }
  }

  @Test func everyBitMayBeWrong() throws {
    let folder = try folder()
    let file = Self.record(7, 1)
    for bit in 0..<8 {
      var damaged = file
      damaged[0] ^= 1 << UInt8(bit)
      try folder.write(damaged, to: "test_batch.bin")
      if damaged[0] < 10 {
        #expect(try CIFAR10.load(directory: folder.path, split: .test).labels == [damaged[0]])
      } else {
        fails(folder.path, "expected labels 0 to 9, found \(damaged[0]) at index 0")
      }
    }
  }
}

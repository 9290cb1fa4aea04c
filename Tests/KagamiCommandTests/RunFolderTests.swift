import Foundation
import KagamiData
import TestSupport
import Testing

/// A run replaces what a run wrote and nothing else, one at a time.
@Suite struct RunFolderTests {
  private func train(_ out: String, _ options: String...) throws -> Command {
    let data = try TemporaryFolder()
    let digits = StrokeDigits.generate(count: 8, seed: 1)
    try data.write(
      IDX.encode(IDXArray(shape: [8, 28, 28], bytes: digits.pixels)), to: "train-images-idx3-ubyte")
    try data.write(
      IDX.encode(IDXArray(shape: [8], bytes: digits.labels)), to: "train-labels-idx1-ubyte")
    return try Command(
      arguments: [
        "train", "--data", data.path, "--batch-size", "4", "--latent", "4", "--out", out,
      ] + options)
  }

  @Test(arguments: ["config.json", "generator.safetensors", "samples/epoch-001.png"])
  func filesOfAnotherOriginStopARun(_ name: String) throws {
    let out = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: out.path + "/samples", withIntermediateDirectories: true)
    try out.write([7], to: "samples/a.wav")
    try out.write([1, 2], to: name)
    let before = out.names
    let run = try train(out.path, "--steps", "1")
    #expect(run.status == 1)
    #expect(run.complaint?.contains("\(name) is there and no run of kagami wrote it") == true)
    #expect(out.names == before)
    #expect(try out.read(name) == [1, 2])
  }

  @Test func otherFilesStayBesideTwoRuns() throws {
    let out = try TemporaryFolder()
    try out.write([1], to: "notes.txt")
    #expect(try train(out.path, "--steps", "4").status == 0)
    #expect(out.names.contains("samples/epoch-002.png"))
    try out.write([2], to: "samples/mine.png")
    let second = try train(out.path, "--steps", "1")
    #expect(second.status == 0, "\(second.errors)")
    #expect(second.output.contains("holds an earlier run"))
    #expect(try out.read("notes.txt") == [1])
    #expect(try out.read("samples/mine.png") == [2])
    #expect(!out.names.contains("samples/epoch-002.png"))
    #expect(!out.names.contains(".incomplete"))
  }

  @Test func aFailedRunLeavesTheEarlierOneAndWhatItSaved() throws {
    let out = try TemporaryFolder()
    #expect(try train(out.path, "--steps", "1").status == 0)
    let weights = try out.read("generator.safetensors")
    let failed = try train(out.path, "--lr", "1e30", "--steps", "9")
    #expect(failed.status == 1)
    #expect(failed.complaint?.contains("not finite at step") == true)
    #expect(failed.complaint?.contains("\(out.path)/.incomplete") == true)
    #expect(try out.read("generator.safetensors") == weights)
    #expect(out.names.contains(".incomplete/metrics.jsonl"))
  }

  @Test func aMarkerCannotNameFilesElsewhere() throws {
    let folder = try TemporaryFolder()
    try folder.write([5], to: "victim")
    let out = folder.path + "/run"
    #expect(try train(out, "--steps", "1").status == 0)
    let marker = String(decoding: try folder.read("run/.kagami-run"), as: UTF8.self)
    try folder.write(Array((marker + "../victim\n").utf8), to: "run/.kagami-run")
    #expect(try train(out, "--steps", "1").status == 0)
    #expect(try folder.read("victim") == [5])
  }

  @Test func aSecondRunIntoTheFolderIsRefused() throws {
    let out = try TemporaryFolder()
    #expect(try train(out.path, "--steps", "1").status == 0)
    let before = out.names
    let descriptor = open(out.path + "/.kagami-run", O_RDWR)
    #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
    let second = try train(out.path, "--steps", "1")
    close(descriptor)
    #expect(second.status == 1)
    #expect(second.complaint?.contains("another run is writing into this folder") == true)
    #expect(out.names == before)
    #expect(try train(out.path, "--steps", "1").status == 0)
  }

  @Test(arguments: [">&-", ">/dev/full", "<&- >&- 2>&-"])
  func aRunIsWorthMoreThanItsLines(_ redirection: String) throws {
    let out = try TemporaryFolder()
    let data = try TemporaryFolder()
    let digits = StrokeDigits.generate(count: 4, seed: 1)
    try data.write(
      IDX.encode(IDXArray(shape: [4, 28, 28], bytes: digits.pixels)), to: "train-images-idx3-ubyte")
    try data.write(
      IDX.encode(IDXArray(shape: [4], bytes: digits.labels)), to: "train-labels-idx1-ubyte")
    let run = try Command(
      shell: "\"$0\" train --data \(data.path) --batch-size 4 --latent 4 --steps 1 "
        + "--out \(out.path) \(redirection)")
    #expect(run.status == 1)
    if !redirection.contains("2>") {
      #expect(run.complaint?.contains("the run is complete in \(out.path)") == true)
    }
    let metrics = String(decoding: try out.read("metrics.jsonl"), as: UTF8.self)
    #expect(metrics.split(separator: "\n").count == 1 && metrics.hasPrefix("{"))
    #expect(out.names.contains("generator.safetensors"))
  }
}

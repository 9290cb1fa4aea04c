import Foundation
import Kagami
import TestSupport
import Testing

@testable import KagamiData

/// A process that is killed while it writes leaves a whole checkpoint, no older than the one before.
///
/// `KAGAMI_KILLS` sets how often; `make test-kill` does so a thousand times.
@Suite struct CheckpointKillTests {
  private static let kills =
    ProcessInfo.processInfo.environment["KAGAMI_KILLS"].flatMap { Int($0) } ?? 200

  /// Starts the writer, whose output and complaints are to be read.
  private func start(_ arguments: String...) throws -> (Process, output: Pipe, errors: Pipe) {
    let process = Process()
    process.executableURL = try BuiltExecutable.url("checkpoint-writer")
    process.arguments = arguments
    let (output, errors) = (Pipe(), Pipe())
    (process.standardOutput, process.standardError) = (output, errors)
    try process.run()
    return (process, output, errors)
  }

  /// The number of a file that is whole, and holds what its number says.
  private func number(_ path: String) throws -> Int {
    let checkpoint = try Checkpoint.load(path)
    let number = try checkpoint.integer("number")
    let tensors = checkpoint.tensors(under: "model")
    #expect(tensors.count == 8)
    for (name, tensor) in tensors {
      let part = try #require(Int(name.dropFirst("part.".count)))
      #expect(tensor.bytes == Tensor.full([64, 32], Double(number + part)).bytes)
    }
    return number
  }

  /// How long a write takes here and now.
  private func microsecondsOfAWrite() throws -> Int {
    let folder = try TemporaryFolder()
    var checkpoint = Checkpoint()
    checkpoint.set([("w", Tensor.zeros([8, 64, 32]))], under: "model")
    let clock = ContinuousClock()
    let time = try clock.measure {
      for _ in 0..<10 { try checkpoint.save(to: folder.path + "/c") }
    }
    return max(Int(time / .microseconds(10)), 100)
  }

  @Test func killsLoseNothing() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/c.safetensors"
    let previous = Checkpoint.previousPath(of: path)
    var (random, newest, unfinished, linked) = (SplitMix64(seed: 11, index: 0), 0, 0, 0)
    let write = try microsecondsOfAWrite()
    for kill in 0..<Self.kills {
      // Long as it takes, other tests go on meanwhile.
      await Task.yield()
      let (process, output, _) = try start("forever", path)
      #expect(try output.fileHandleForReading.read(upToCount: 6)?.count == 6)
      // Up to as long as three writes take.
      usleep(UInt32(random.next() % UInt64(3 * write)))
      Foundation.kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGKILL)
      if !FileManager.default.fileExists(atPath: path) {
        #expect(newest == 0, "kill \(kill) lost the checkpoint")
        continue
      }
      let found = try number(path)
      #expect(found >= newest, "kill \(kill): \(found) after \(newest)")
      if found > 1 || FileManager.default.fileExists(atPath: previous) {
        let older = try number(previous)
        #expect(older == found || older == found - 1, "kill \(kill): \(older) before \(found)")
        if older == found { linked += 1 }
      }
      newest = found
      for name in folder.names where AtomicFile.isTemporary(name) {
        unfinished += 1
        unlink("\(folder.path)/\(name)")
      }
    }
    #expect(folder.names == ["c-previous.safetensors", "c.safetensors"])
    #expect(newest > Self.kills / 10)
    // The moments are random indeed: some were in the middle of a file.
    #expect(unfinished > Self.kills / 20)
    print(
      "kills: \(Self.kills), \(newest) checkpoints, \(unfinished) unfinished files, \(linked) between renames"
    )
  }

  /// A full disk, as a limit on the size of files has it.
  @Test(arguments: [0, 1, 5_000, 60_000]) func aFullDiskIsOneError(_ bytes: Int) throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/c"
    var checkpoint = Checkpoint()
    checkpoint["number"] = 1
    for _ in 0..<2 { try checkpoint.save(to: path) }
    let before = try (folder.read("c"), folder.read("c-previous"))
    let (process, _, errors) = try start("limit", path, "\(bytes)")
    let complaint = String(
      decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 1)
    #expect(complaint == "\(path): cannot be written: writing failed: File too large\n")
    #expect(folder.names == ["c", "c-previous"])
    #expect(try (folder.read("c"), folder.read("c-previous")) == before)
  }

  @Test func aFolderWithoutPermissionIsOneError() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/c"
    var checkpoint = Checkpoint()
    checkpoint["number"] = 1
    try checkpoint.save(to: path)
    let before = try folder.read("c")
    #expect(chmod(path, 0o666) == 0 && chmod(folder.path, 0o555) == 0)
    defer { chmod(folder.path, 0o755) }
    let (process, _, errors) = try start("stranger", path)
    let complaint = String(
      decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 1)
    #expect(
      complaint
        == "\(path): cannot be written: creating a file in \(folder.path) failed: Permission denied\n"
    )
    #expect(try folder.read("c") == before && folder.names == ["c"])
  }

  @Test(.wants("/proc", if: FileManager.default.fileExists(atPath: "/proc/self/statm")))
  func memoryStaysFlat() throws {
    let folder = try TemporaryFolder()
    let (process, output, _) = try start("flat", folder.path + "/c", "1000")
    let text = String(
      decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let growth = try #require(Int(text.trimmingCharacters(in: .whitespacesAndNewlines)))
    // A checkpoint is of 70 KiB: one in a thousand that stayed would be found.
    #expect(growth < 1024, "\(growth) KiB over 1000 checkpoints")
  }
}

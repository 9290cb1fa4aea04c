import Foundation
import Kagami
import KagamiData
import TestSupport
import Testing

/// A run that was stopped, however, ends as one that was not.
@Suite struct TrainResumeTests {
  /// Ten images, of which two make a batch: five steps in an epoch.
  private let data: DigitsFolder

  init() throws { data = try DigitsFolder(train: 10, test: 1) }

  private static func arguments(
    _ data: DigitsFolder, _ out: TemporaryFolder, _ options: [String]
  ) -> [String] {
    [
      "train", "--data", data.path, "--batch-size", "2", "--latent", "4", "--log-every", "2",
      "--out", out.path,
    ] + options
  }

  private func arguments(_ out: TemporaryFolder, _ options: String...) -> [String] {
    Self.arguments(data, out, options)
  }

  /// What a run left, without its times and the name of its data.
  struct Outcome: Equatable, Sendable {
    var names: [String]
    var files: [String: [UInt8]] = [:]
    /// The records of the metrics up to their times.
    var metrics: [String]
    /// The tensors of the checkpoint.
    var state: [String: [UInt8]] = [:]

    init(_ out: TemporaryFolder, _ data: DigitsFolder) throws {
      names = out.names
      for name in names where [".png", ".svg", ".json"].contains(where: name.hasSuffix) {
        let bytes = try out.read(name)
        let text = name.hasSuffix(".png") ? nil : String(decoding: bytes, as: UTF8.self)
        files[name] = text.map { Array($0.replacing(data.path, with: "data").utf8) } ?? bytes
      }
      for name in names where name.hasPrefix("generator") || name.hasPrefix("discriminator") {
        files[name] = try out.read(name)
      }
      let lines = String(decoding: try out.read("metrics.jsonl"), as: UTF8.self).split(
        separator: "\n")
      metrics = lines.map { String($0.prefix { $0 != "i" }) }
      let checkpoint = try Checkpoint.load(out.path + "/checkpoint.safetensors")
      for (name, tensor) in checkpoint.tensors { state[name] = tensor.bytes }
    }

    /// The parts in which two runs differ.
    func differences(from other: Outcome, apart: Set<String> = []) -> [String] {
      var found = names == other.names ? [] : ["names: \(names), \(other.names)"]
      if metrics != other.metrics { found.append("metrics") }
      for name in Set(files.keys).union(other.files.keys) where !apart.contains(name) {
        if files[name] != other.files[name] { found.append(name) }
      }
      for name in Set(state.keys).union(other.state.keys) where state[name] != other.state[name] {
        found.append("state: \(name)")
      }
      return found.sorted()
    }
  }

  /// A run of four epochs that nothing stops.
  private static func straight(_ recipe: String) throws -> Outcome {
    let (data, out) = (try DigitsFolder(train: 10, test: 1), try TemporaryFolder())
    let run = try Command(
      arguments: arguments(data, out, ["--recipe", recipe, "--epochs", "4"]))
    #expect(run.status == 0, "\(run.errors)")
    return try Outcome(out, data)
  }

  private static let classic = Result { try straight("classic") }
  private static let fast = Result { try straight("fast") }

  /// Compares two runs byte by byte, apart from times.
  private func expectSame(
    _ out: TemporaryFolder, _ straight: Outcome, apart: Set<String> = []
  ) throws {
    #expect(try Outcome(out, data).differences(from: straight, apart: apart) == [])
  }

  /// Starts a run, and sends it a signal once it has logged some steps.
  private static func stop(
    _ arguments: [String], _ out: TemporaryFolder, by number: Int32, after lines: Int
  ) throws -> (status: Int32, wasKilled: Bool, errors: String) {
    let process = Process()
    process.executableURL = try BuiltExecutable.url("kagami")
    process.arguments = arguments
    let errors = Pipe()
    (process.standardOutput, process.standardError) = (FileHandle.nullDevice, errors)
    try Self.startListening(process)
    while process.isRunning {
      let text = (try? out.read("metrics.jsonl")) ?? []
      if text.count(where: { $0 == UInt8(ascii: "\n") }) >= lines { break }
      usleep(2_000)
    }
    kill(process.processIdentifier, number)
    let complaint = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (
      process.terminationStatus, process.terminationReason == .uncaughtSignal,
      String(decoding: complaint, as: UTF8.self)
    )
  }

  /// Starts a process to which signals mean what they mean in a terminal.
  ///
  /// A shell's background job ignores SIGINT, and threads of tests hold signals back; both are inherited.
  private static func startListening(_ process: Process) throws {
    let before = signal(SIGINT, SIG_DFL)
    var (all, mask) = (sigset_t(), sigset_t())
    sigfillset(&all)
    pthread_sigmask(SIG_UNBLOCK, &all, &mask)
    defer {
      pthread_sigmask(SIG_SETMASK, &mask, nil)
      signal(SIGINT, before)
    }
    try process.run()
  }

  @Test(arguments: [("classic", SIGINT, 3), ("fast", SIGTERM, 6)])
  func anInterruptedRunGoesOn(_ recipe: String, _ number: Int32, _ lines: Int) throws {
    let straight = try (recipe == "fast" ? Self.fast : Self.classic).get()
    let out = try TemporaryFolder()
    let arguments = arguments(out, "--recipe", recipe, "--epochs", "4", "--threads", "2")
    let stopped = try Self.stop(arguments, out, by: number, after: lines)
    #expect(stopped.status == 128 + number && !stopped.wasKilled)
    #expect(
      stopped.errors.hasSuffix(" of 20; to go on: kagami train --resume \(out.path)\n"),
      "\(stopped.errors)")
    #expect(stopped.errors.hasPrefix("interrupted at step "))
    #expect(stopped.errors.split(separator: "\n").count == 1)
    let resumed = try Command("train", "--resume", out.path, "--threads", "1")
    #expect(resumed.status == 0 && resumed.errors.isEmpty, "\(resumed.errors)")
    #expect(resumed.output.hasPrefix("going on at step "))
    // It has --threads 2.
    try expectSame(out, straight, apart: ["config.json"])
  }

  /// Killed three times, at moments that nothing but the clock decides.
  @Test func aKilledRunGoesOn() throws {
    let straight = try Self.fast.get()
    let out = try TemporaryFolder()
    var arguments = arguments(out, "--recipe", "fast", "--epochs", "4", "--checkpoint-every", "1")
    for lines in [2, 4, 7] {
      let killed = try Self.stop(arguments, out, by: SIGKILL, after: lines)
      #expect(killed.wasKilled)
      arguments = ["train", "--resume", out.path]
    }
    let resumed = try Command(arguments: arguments)
    #expect(resumed.status == 0 && resumed.errors.isEmpty, "\(resumed.errors)")
    // It has --checkpoint-every, as has the next.
    try expectSame(out, straight, apart: ["config.json"])
  }

  /// The new run is in a folder inside the old one's until it is complete.
  @Test func aStagedRunGoesOnAndTakesTheOldOnesPlace() throws {
    let straight = try Self.fast.get()
    let out = try TemporaryFolder()
    let first = try Command(arguments: arguments(out, "--epochs", "7"))
    #expect(first.status == 0, "\(first.errors)")
    let weights = try out.read("generator.safetensors")
    let arguments = arguments(out, "--recipe", "fast", "--epochs", "4", "--checkpoint-every", "3")
    let process = Process()
    process.executableURL = try BuiltExecutable.url("kagami")
    process.arguments = arguments
    (process.standardOutput, process.standardError) = (
      FileHandle.nullDevice, FileHandle.nullDevice
    )
    try process.run()
    while process.isRunning, !out.names.contains(".incomplete/checkpoint.safetensors") {
      usleep(2_000)
    }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    #expect(try out.read("generator.safetensors") == weights)
    let resumed = try Command("train", "--resume", out.path)
    #expect(resumed.status == 0 && resumed.errors.isEmpty, "\(resumed.errors)")
    try expectSame(out, straight, apart: ["config.json"])
  }

  @Test func aFinishedRunIsMadeLonger() throws {
    let straight = try Self.classic.get()
    let out = try TemporaryFolder()
    #expect(try Command(arguments: arguments(out, "--epochs", "2")).status == 0)
    let done = try Command("train", "--resume", out.path)
    #expect(done.status == 0 && done.output.hasPrefix("going on at step 10 of 10"))
    let longer = try Command("train", "--resume", out.path, "--epochs", "4")
    #expect(longer.status == 0, "\(longer.errors)")
    #expect(longer.output.hasPrefix("going on at step 10 of 20"))
    try expectSame(out, straight)
    for (flags, words) in [
      (["--epochs", "3"], "--epochs 3: the run in \(out.path) has 4, and can only be made longer"),
      (["--steps", "30"], "--steps 30: the run in \(out.path) has no --steps"),
      (["--batch-size", "3"], "--batch-size 3: the run in \(out.path) has 2; leave the flag out"),
      (["--recipe", "fast"], "--recipe fast: the run in \(out.path) has classic"),
      (["--lr", "1"], "--lr 1.0: the run in \(out.path) has 0.0002"),
      (["--seed", "1"], "--seed 1: the run in \(out.path) has 0"),
      (["--no-shuffle"], "--no-shuffle: the run in \(out.path) has shuffled images"),
      (["--log-every", "7"], "--log-every 7: the run in \(out.path) has 2"),
      (["--split", "test"], "--split test: the run in \(out.path) has train"),
      (["--out", "x"], "--out x: a run that goes on stays in its folder"),
      (["--checkpoint-every", "-1"], "--checkpoint-every -1: expected 0 or more"),
    ] {
      let run = try Command(arguments: ["train", "--resume", out.path] + flags)
      #expect(run.status == 64 && run.complaint?.contains(words) == true, "\(run.errors)")
    }
    let other = try DigitsFolder(train: 11, test: 1)
    let changed = try Command("train", "--resume", out.path, "--data", other.path)
    #expect(changed.status == 1)
    #expect(changed.complaint?.contains("expected those that the run began with") == true)
  }

  @Test func theNewestWholeCheckpointIsTaken() throws {
    let straight = try Self.classic.get()
    let out = try TemporaryFolder()
    #expect(try Command(arguments: arguments(out, "--epochs", "2")).status == 0)
    var bytes = try out.read("checkpoint.safetensors")
    bytes[bytes.count / 2] ^= 1
    try out.write(bytes, to: "checkpoint.safetensors")
    let resumed = try Command("train", "--resume", out.path, "--epochs", "4")
    #expect(resumed.status == 0)
    #expect(resumed.errors.hasPrefix("going on from \(out.path)/checkpoint-previous.safetensors: "))
    #expect(resumed.errors.contains("is damaged: expected checksum"))
    #expect(resumed.output.hasPrefix("going on at step 5 of 20, epoch 2"))
    try expectSame(out, straight)

    try out.write([1], to: "checkpoint.safetensors")
    try out.write([2], to: "checkpoint-previous.safetensors")
    let lost = try Command("train", "--resume", out.path)
    #expect(lost.status == 1)
    #expect(lost.complaint?.contains("; and before it, \(out.path)/checkpoint-previous") == true)
    let empty = try TemporaryFolder()
    let none = try Command("train", "--resume", empty.path)
    #expect(none.complaint?.contains("in which kagami train left a checkpoint, found none") == true)
    #expect(empty.names.isEmpty)
  }

  @Test func withoutCheckpointsASignalEndsARun() throws {
    let out = try TemporaryFolder()
    let arguments = arguments(out, "--epochs", "4", "--checkpoint-every", "0")
    let stopped = try Self.stop(arguments, out, by: SIGTERM, after: 1)
    #expect(stopped.wasKilled && stopped.status == SIGTERM && stopped.errors.isEmpty)
    #expect(!out.names.contains { $0.hasPrefix("checkpoint") })
  }

  /// No file may be larger than 20 MB, and the checkpoint is of 27.
  @Test func aFullDiskIsOneErrorAndTheOldCheckpointStays() throws {
    let out = try TemporaryFolder()
    #expect(try Command(arguments: arguments(out, "--epochs", "1")).status == 0)
    let before = try out.read("checkpoint.safetensors")
    #expect(before.count > 20_480_000)
    let full = try Command(
      shell: "ulimit -f 40000 && exec \"$0\" train --resume '\(out.path)' --epochs 2")
    #expect(full.status == 1)
    #expect(
      full.complaint
        == "Error: \(out.path)/checkpoint.safetensors: cannot be written: writing failed: File too large"
    )
    #expect(try out.read("checkpoint.safetensors") == before)
    #expect(!out.names.contains { $0.hasSuffix(".tmp") })
  }
}

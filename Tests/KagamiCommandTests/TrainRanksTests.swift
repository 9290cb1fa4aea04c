import Foundation
import Kagami
import KagamiData
import TestSupport
import Testing

/// `kagami train` on several processes: one run, however many there are and however it is stopped.
@Suite(.wants("Open MPI", if: MPIRun.openMPI != nil)) struct TrainRanksTests {
  private let data: DigitsFolder
  private let out: TemporaryFolder
  private let launcher: MPIRun

  init() throws {
    (data, out) = (try DigitsFolder(train: 24, test: 1), try TemporaryFolder())
    launcher = try #require(MPIRun.openMPI)
  }

  private func arguments(_ out: TemporaryFolder, _ options: String...) -> [String] {
    [
      "train", "--data", data.path, "--batch-size", "12", "--latent", "4", "--log-every", "1",
      "--out", out.path,
    ] + options
  }

  /// Losses and scores of every step.
  private func metrics(_ out: TemporaryFolder) throws -> [[Double]] {
    let lines = String(decoding: try out.read("metrics.jsonl"), as: UTF8.self).split(
      separator: "\n")
    return try lines.map { line in
      let fields = try #require(
        JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Double])
      return ["step", "epoch", "lossG", "lossD", "realScore", "fakeScore"].map { fields[$0] ?? -1 }
    }
  }

  private func steps(_ out: TemporaryFolder) throws -> Int {
    let checkpoint = try Checkpoint.load(out.path + "/checkpoint.safetensors")
    return try #require(checkpoint.tensors(under: "trainer").first { $0.name == "steps" }).tensor
      .item(as: Int.self)
  }

  @Test(arguments: [2, 3], ["classic", "fast", "wgan-gp"])
  func togetherTheyDoWhatOneDoes(ranks: Int, recipe: String) throws {
    let alone = try TemporaryFolder()
    let options = ["--steps", "5", "--recipe", recipe]
    let one = try Command(arguments: arguments(alone) + options)
    let all = try launcher.run(ranks, "kagami", arguments(out) + options)
    #expect(one.status == 0 && all.status == 0, "\(all.errors)")
    #expect(out.names == alone.names)
    // The first one alone reports.
    #expect(all.output.contains("\(ranks) ranks of \(12 / ranks) images a step"))
    #expect(all.output.components(separatedBy: "step 3/5").count == 2)
    let (found, expected) = (try metrics(out), try metrics(alone))
    #expect(found.count == 5)
    for (step, (a, b)) in zip(found, expected).enumerated() {
      // Sums are rounded in another order, and trajectories part.
      let tolerance = step == 0 ? 1e-5 : 2e-2
      #expect(Near.difference(a, b, absolute: tolerance, relative: tolerance) == nil)
    }
  }

  @Test func aCheckpointOfSomeGoesOnOnOthers() throws {
    #expect(try launcher.run(4, "kagami", arguments(out, "--steps", "5")).status == 0)
    #expect(try steps(out) == 5)
    let resumed = ["train", "--resume", out.path, "--steps"]
    let two = try launcher.run(2, "kagami", resumed + ["10"])
    #expect(two.status == 0 && two.output.contains("going on at step 5 of 10"), "\(two.errors)")
    #expect(try Command(arguments: resumed + ["15"]).status == 0)
    #expect(try launcher.run(3, "kagami", resumed + ["20"]).status == 0)
    #expect(try steps(out) == 20)
    #expect(try metrics(out).map { $0[0] } == (1...20).map(Double.init))
  }

  /// Waits until a run has done some steps.
  private func waitForSteps() throws {
    for _ in 0..<600 {
      if let count = try? metrics(out).count, count > 3 { return }
      usleep(50_000)
    }
    Issue.record("the run did not begin")
  }

  @Test(arguments: MPIRun.all, [SIGINT, SIGTERM])
  func interruptedTheyLeaveACheckpoint(launcher: MPIRun, signal: Int32) throws {
    let outcome = try launcher.run(
      2, "kagami", arguments(out, "--epochs", "1000", "--checkpoint-every", "5"), limit: 60
    ) { process in
      try waitForSteps()
      kill(process.processIdentifier, signal)
    }
    #expect(!outcome.wasStopped && outcome.seconds < 50)
    // MPICH's launcher gives the ranks' status now and then, and 0 otherwise.
    #expect(outcome.status != 0 || launcher.name == "MPICH")
    #expect(MPIRun.processes(of: "kagami", with: out.path).isEmpty)
    try Checkpoint.verify(out.path + "/checkpoint.safetensors")
    let done = try steps(out)
    #expect(done > 0)
    // And goes on, for one step more.
    let resumed = try Command(
      shell: "timeout -s INT 3 \"$0\" train --resume '\(out.path)'; exit 0")
    #expect(resumed.output.contains("going on at step \(done) of 2000"))
  }

  @Test(arguments: MPIRun.all) func aKilledRankEndsAll(launcher: MPIRun) throws {
    let outcome = try launcher.run(
      2, "kagami", arguments(out, "--epochs", "1000", "--checkpoint-every", "1"), limit: 60
    ) { _ in
      try waitForSteps()
      let ranks = MPIRun.processes(of: "kagami", with: out.path)
      #expect(ranks.count == 2)
      if let last = ranks.max() { kill(last, SIGKILL) }
    }
    #expect(!outcome.wasStopped && outcome.status != 0 && outcome.seconds < 50)
    #expect(MPIRun.processes(of: "kagami", with: out.path).isEmpty)
    try Checkpoint.verify(out.path + "/checkpoint.safetensors")
    #expect(try steps(out) > 0)
  }

  @Test func mistakesAreOneLine() throws {
    let missing = try launcher.run(
      2, "kagami", ["train", "--data", "/no/such/folder", "--out", out.path])
    let lines = missing.errors.split(separator: "\n").filter { $0.hasPrefix("Error: ") }
    #expect(missing.status == 1 && lines.count == 1 && lines[0].contains("/no/such/folder"))
    let uneven = try launcher.run(5, "kagami", arguments(out))
    #expect(uneven.status == 64)
    #expect(
      uneven.errors.components(
        separatedBy: "Error: --batch-size 12: expected a multiple of 5, as many processes share it"
      ).count == 2)
  }
}

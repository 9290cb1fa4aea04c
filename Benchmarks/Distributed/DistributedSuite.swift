import Foundation
import Kagami
import KagamiDistributed
import KagamiGAN

/// One step of the GAN on one rank and on several, batches shared out among them.
///
/// The suite starts itself under `mpirun` once for each number of ranks, up to the number of processors; each rank has
/// one thread. The efficiency is what one of several processors does beside what it does alone.
enum DistributedSuite {
  /// Ways to take a step.
  enum Way: String, CaseIterable, Codable {
    /// The README's script, its networks wrapped.
    case script
    /// `GANTrainer` by the classic recipe.
    case trainer
  }

  /// What the first of several ranks reports.
  struct Report: Codable {
    var way: Way
    var batch: Int
    var samples: [Double]
    /// Bytes of tensors that a rank sends in a step.
    var sentBytes: Int
    /// Milliseconds of a step in which gradients are averaged; of the trainer alone.
    var averagingMs: Double?
  }

  static func run(_ request: BenchmarkRequest) throws -> [BenchmarkReport.Row] {
    try cost(request)
    let cores = ProcessInfo.processInfo.activeProcessorCount
    print(
      Column.left("way", 9) + Column.right("ranks", 6) + Column.right("batch", 6)
        + Column.right("median ms", 10) + Column.right("averaging", 10)
        + Column.right("MB sent", 8) + Column.right("images/s", 9) + Column.right("efficiency", 11))
    let counts = Array((0..<16).map { 1 << $0 }.prefix { $0 < cores }) + [cores]
    var rows: [BenchmarkReport.Row] = []
    var alone: [String: Double] = [:]
    for ranks in counts {
      for report in try launch(ranks, request) {
        let timing = Timing(samples: report.samples)
        let key = "\(report.way) \(report.batch)"
        let perRank = timing.median * Double(ranks)
        if ranks == 1 { alone[key] = perRank }
        let efficiency = alone[key].map { $0 / perRank } ?? .nan
        var row = BenchmarkReport.Row(
          suite: .distributed, name: report.way.rawValue, batch: report.batch, timing: timing,
          operations: 0, machine: request.machine)
        (row.ranks, row.sentBytes, row.efficiency) = (ranks, report.sentBytes, efficiency)
        rows.append(row)
        print(
          Column.left(report.way.rawValue, 9) + Column.right("\(ranks)", 6)
            + Column.right("\(report.batch)", 6)
            + Column.number(timing.median, 2, 10)
            + (report.averagingMs.map { Column.number($0, 2, 10) } ?? Column.right("–", 10))
            + Column.number(Double(report.sentBytes) / 1e6, 2, 8)
            + Column.number(Double(report.batch) / timing.median * 1e3, 0, 9)
            + Column.percent(efficiency, 11))
      }
    }
    return rows
  }

  /// What wrapping costs where there is one rank.
  private static func cost(_ request: BenchmarkRequest) throws {
    for batch in request.batches {
      let real = Tensor.uniform([batch, 784], -1, 1)
      let (plain, wrapped) = (ClassicScript(real: real), try ClassicScript.wrapped(real: real))
      let times = Timing.interleaved(
        rounds: max(request.rounds, 9), turn: 200, [plain.step, wrapped.step])
      let ratio = Timing.medianRatio(times[1], times[0])
      print(
        "one rank, batch \(batch): wrapped ÷ plain \(Column.number(ratio, 3, 6)) "
          + "(\(Column.number(times[0].median, 2, 1)) ms plain)")
    }
    print("")
  }

  /// Runs the steps on some ranks.
  private static func launch(_ ranks: Int, _ request: BenchmarkRequest) throws -> [Report] {
    let file = NSTemporaryDirectory() + "kagami-ranks-\(UUID().uuidString).json"
    defer { try? FileManager.default.removeItem(atPath: file) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      ["mpirun", "-n", "\(ranks)", Bundle.main.executablePath ?? CommandLine.arguments[0]]
      + ["--suite", "distributed", "--rank-report", file, "--threads", "1"]
      + ["--batch", request.batches.map(String.init).joined(separator: ",")]
      + ["--rounds", "\(request.rounds)"]
    var variables = ProcessInfo.processInfo.environment
    // Processors are shared out by threads; a container's only user may be root.
    for name in ["OMPI_ALLOW_RUN_AS_ROOT", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] {
      variables[name] = "1"
    }
    process.environment = variables
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0,
      let data = FileManager.default.contents(atPath: file)
    else {
      throw BenchmarkError(
        "--suite distributed: mpirun with \(ranks) ranks failed; it wants Open MPI or MPICH "
          + "(apt install openmpi-bin)")
    }
    return try JSONDecoder().decode([Report].self, from: data)
  }
}

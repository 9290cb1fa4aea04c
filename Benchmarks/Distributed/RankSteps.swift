import Foundation
import Kagami
import KagamiData
import KagamiDistributed
import KagamiGAN

/// The steps of one rank, as `DistributedSuite` starts it.
enum RankSteps {
  /// Times the steps, and writes the report if this is the first rank.
  static func run(batches: [Int], rounds: Int, report path: String) throws {
    let world = try ProcessGroup.world
    var reports: [DistributedSuite.Report] = []
    for batch in batches where batch % world.size == 0 {
      for way in DistributedSuite.Way.allCases {
        reports.append(try report(way, batch, rounds, world))
      }
    }
    if world.rank == 0 { try AtomicFile.write(Array(JSONEncoder().encode(reports)), to: path) }
  }

  private static func report(
    _ way: DistributedSuite.Way, _ batch: Int, _ rounds: Int, _ world: ProcessGroup
  ) throws -> DistributedSuite.Report {
    manualSeed(0)
    let real = Tensor.uniform([batch / world.size, 784], -1, 1)
    let clock = ContinuousClock()
    var averaging = Duration.zero
    let step: () throws -> Void
    switch way {
    case .script:
      let script = try ClassicScript.wrapped(real: real)
      step = script.step
    case .trainer:
      let trainer = GANTrainer(recipe: .classic)
      trainer.replica = Replica(index: world.rank, count: world.size) { parameters in
        averaging += clock.measure {
          do throws(DistributedError) {
            try world.averageGradients(of: parameters)
          } catch {
            world.abort(error)
          }
        }
      }
      step = { _ = try trainer.step(real: real) }
    }
    for _ in 0..<5 { try step() }
    // All ranks take as many steps: those of a tenth of a second on the first one.
    let once = try clock.measure { for _ in 0..<3 { try step() } } / .milliseconds(3)
    let count = try world.broadcast(Tensor(max(Int(100 / max(once, 0.1)), 3))).item(as: Int.self)
    let before = world.traffic
    averaging = .zero
    var samples: [Double] = []
    for _ in 0..<rounds {
      try world.barrier()
      samples.append(
        try clock.measure { for _ in 0..<count { try step() } } / .milliseconds(1) / Double(count))
    }
    let steps = rounds * count
    let moved = world.traffic - before
    return DistributedSuite.Report(
      way: way, batch: batch, samples: samples, sentBytes: moved.sentBytes / steps,
      averagingMs: way == .trainer ? averaging / .milliseconds(1) / Double(steps) : nil)
  }
}

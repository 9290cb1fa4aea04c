import Foundation
import Kagami
import KagamiGAN
import KagamiNN
import TestSupport
import Testing

/// The pair of networks, trained by several ranks, has the bits of one process that computes the parts of each batch
/// apart and adds their gradients.
@Suite(.wants("MPI", if: !MPIRun.all.isEmpty)) struct GANReplicaTests {
  /// Trainers of one process, each on a thread, which add up their gradients in the stated order.
  private final class Meeting: @unchecked Sendable {
    private let condition = NSCondition()
    private let count: Int
    private var waiting = 0
    private var round = 0
    private var gradients: [[Tensor]]

    init(_ count: Int) {
      self.count = count
      gradients = Array(repeating: [], count: count)
    }

    /// Waits for all threads.
    private func meet() {
      condition.lock()
      defer { condition.unlock() }
      waiting += 1
      if waiting == count {
        (waiting, round) = (0, round + 1)
        condition.broadcast()
        return
      }
      let own = round
      while round == own { condition.wait() }
    }

    func average(_ index: Int, _ parameters: [Parameter]) {
      let own = parameters.map { $0.grad ?? Tensor.zeros(like: $0.value) }
      condition.withLock { gradients[index] = own }
      meet()
      let all = condition.withLock { gradients }
      for (place, parameter) in parameters.enumerated() {
        let rows = all.map { [$0[place]] }
        parameter.grad = tree(rows, +)[0] / Double(count)
      }
      // None begins the next round before all have read this one.
      meet()
    }
  }

  /// What one of the trainers of one process has after some steps.
  private func reference(_ recipe: Recipe, _ count: Int, steps: Int) -> StateDict {
    let meeting = Meeting(count)
    nonisolated(unsafe) var states = [StateDict?](repeating: nil, count: count)
    let group = DispatchGroup()
    let lock = NSLock()
    for index in 0..<count {
      group.enter()
      let thread = Thread {
        let state = withGenerator(RandomGenerator(seed: 3)) {
          let trainer = recipe.plan(steps: steps).makeTrainer(images: batch(0, count: 64))
          trainer.replica = Replica(index: index, count: count) { meeting.average(index, $0) }
          for step in 0..<steps {
            let whole = batch(step, count: 24)
            _ = try? trainer.step(real: whole[stride(from: index, to: 24, by: count)])
          }
          return trainer.stateDict()
        }
        lock.withLock { states[index] = state }
        group.leave()
      }
      thread.stackSize = 8 << 20
      thread.start()
    }
    group.wait()
    return states[0] ?? []
  }

  private func batch(_ step: Int, count: Int) -> Tensor {
    Tensor.rand([count, 784], generator: RandomGenerator(seed: UInt64(step))) * 2 - 1
  }

  private func check(_ launcher: MPIRun, _ recipe: Recipe, _ ranks: Int, steps: Int) throws {
    let found = try Ranks(launcher, ranks, "gan", "\(steps)", recipe.rawValue)
    let expected = reference(recipe, ranks, steps: steps)
    #expect(expected.count > 30)
    for rank in 0..<ranks {
      for (name, tensor) in expected {
        #expect(try found.tensor(name, rank).bytes == tensor.bytes, "\(name) on rank \(rank)")
      }
      #expect(try found.tensor("differences", rank).item() == 0)
    }
    // A critic's steps do not all update the generator.
    if recipe.plan(steps: steps).critic != nil { return }
    // Of the gradients of both networks each rank sends 2·(N − 1)/N in each step, and a checksum of each of the 16
    // parameters besides.
    let gradients = 4 * (1_486_352 + 1_460_225)
    let sums = 4 * 16 * (ranks - 1)
    let sent = try (0..<ranks).map { Int(try found.tensor("sent", $0).item()) }
    let all = steps * (2 * (ranks - 1) * gradients + ranks * sums)
    #expect(sent.reduce(0, +) == all, "\(sent)")
  }

  @Test(arguments: MPIRun.all, [Recipe.classic, .fast])
  func twoRanks(launcher: MPIRun, recipe: Recipe) throws {
    try check(launcher, recipe, 2, steps: 50)
  }

  @Test(.wants("Open MPI", if: MPIRun.openMPI != nil))
  func criticOnTwoRanks() throws {
    if let launcher = MPIRun.openMPI { try check(launcher, .wganGP, 2, steps: 5) }
  }

  @Test(.wants("Open MPI", if: MPIRun.openMPI != nil), arguments: [3, 4])
  func moreRanks(_ ranks: Int) throws {
    if let launcher = MPIRun.openMPI { try check(launcher, .fast, ranks, steps: 5) }
  }
}

import Kagami
import KagamiGAN
import KagamiKernels
import Testing

/// What a training step costs, counted instead of timed: products, graph nodes, memory.
@Suite struct StepCostTests {
  private static let batch = 4

  private static var real: Tensor {
    Tensor.uniform([batch, 784], -1, 1, generator: RandomGenerator(seed: 3))
  }

  /// Operations of one pass through layers of these widths, for one sample.
  private static func pass(_ widths: some Collection<Int>) -> Int {
    zip(widths, widths.dropFirst()).reduce(0) { $0 + 2 * $1.0 * $1.1 }
  }

  /// Each product that both updates need, once: 24.75 million operations a sample.
  @Test func theTrainerMakesNoProductTwice() throws {
    let trainer = GANTrainer(recipe: .classic)
    let (_, log) = try BLASLog.recording { try trainer.step(real: Self.real) }
    let (g, d) = (BLASCallTests.widthsG, BLASCallTests.widthsD)
    let expected =
      2 * Self.pass(g) + Self.pass(g.dropFirst())  // The generator and its gradients,
      + 3 * Self.pass(d)  // fake images through the discriminator and back, for both losses,
      + 2 * Self.pass(d) + Self.pass(d.dropFirst())  // real images and their gradients.
    #expect(expected == 24_747_008)
    #expect(log.calls.reduce(0) { $0 + $1.operations } == Self.batch * expected)
    #expect(log.executedOperations == Self.batch * expected)
    #expect(log.calls.count == 4 + 7 + 4 + 8 + 4 + 7)
  }

  /// The penalty of recipe fast takes one more pass back and the products of its own gradient.
  @Test func thePenaltysProducts() throws {
    let trainer = GANTrainer(recipe: .fast)
    let (_, log) = try BLASLog.recording { try trainer.step(real: Self.real) }
    let (g, d) = (BLASCallTests.widthsG, BLASCallTests.widthsD)
    let classic =
      2 * Self.pass(g) + Self.pass(g.dropFirst()) + 5 * Self.pass(d) + Self.pass(d.dropFirst())
    // The slope at the images, from ones; its gradient by the weights; and by the gradient of the output,
    // which at the last layer is the ones.
    let penalty = 2 * Self.pass(d) + Self.pass(d.dropLast())
    #expect(log.executedOperations == Self.batch * (classic + penalty))
  }

  /// One node for each operation that gradients go through, the same at every step.
  @Test func nodesOfAStep() async {
    await #expect(processExitsWith: .success) {
      let trainer = GANTrainer(recipe: .classic)
      func nodes() throws -> UInt64 {
        let before = Node.recordedCount
        _ = try trainer.step(real: Self.real)
        return Node.recordedCount - before
      }
      let counts = try (0..<4).map { _ in try nodes() }
      // Three passes of four layers; a cross-entropy and a mean for each of three losses; half of the sum
      // of both of the discriminator's.
      #expect(counts == [UInt64](repeating: 3 * 4 + 3 * 2 + 2, count: 4))
    }
  }

  /// Once every size has been allocated, no step allocates tensor memory from the system.
  @Test(arguments: Recipe.allCases) func steadyStepsAllocateNothing(_ recipe: Recipe) async {
    let name = recipe.rawValue
    await #expect(processExitsWith: .success) { [name = name as String] in
      let trainer = (Recipe(rawValue: name) ?? .classic).plan().makeTrainer()
      // The generator of a critic is updated in every fifth step.
      for _ in 0..<10 { _ = try trainer.step(real: Self.real) }
      let (allocations, live) = (
        MemoryPool.statistics.allocations, MemoryPool.statistics.live
      )
      for _ in 0..<5 { _ = try trainer.step(real: Self.real) }
      #expect(MemoryPool.statistics.allocations == allocations)
      #expect(MemoryPool.statistics.live == live)
    }
  }

  /// The same weights, bit for bit, however many threads share the work.
  @Test func weightsDoNotDependOnThreads() async {
    await #expect(processExitsWith: .success) {
      func weights(threads: Int) throws -> [[Float]] {
        setNumThreads(threads)
        manualSeed(5)
        let trainer = GANTrainer(recipe: .classic)
        for _ in 0..<50 { _ = try trainer.step(real: Self.real) }
        return (trainer.generator.parameters() + trainer.discriminator.parameters()).map {
          $0.value.array(of: Float.self)
        }
      }
      let alone = try weights(threads: 1)
      for threads in 2...4 { #expect(try weights(threads: threads) == alone) }
    }
  }
}

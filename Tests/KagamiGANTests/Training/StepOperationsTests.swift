import Kagami
import KagamiGAN
import KagamiKernels
import Testing

/// The counted operations are those that steps carry out.
@Suite struct StepOperationsTests {
  @Test(arguments: Recipe.allCases) func countsAreExecuted(_ recipe: Recipe) throws {
    let real = Tensor.uniform([4, 30], -1, 1, generator: RandomGenerator(seed: 3))
    let generator = Generator(inputDim: 7, outputDim: 30, hidden: [9, 11])
    let trainer = recipe.plan().makeTrainer(generator, Discriminator(inputDim: 30, hidden: [8, 6]))
    let steps = 5
    let (_, log) = try BLASLog.recording { for _ in 0..<steps { _ = try trainer.step(real: real) } }
    #expect(Double(log.executedOperations) / Double(steps * 4) == trainer.operationsPerImage)
  }
}

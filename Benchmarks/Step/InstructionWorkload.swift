import Kagami
import KagamiGAN

/// Some steps and nothing else, for a tool that counts instructions.
enum InstructionWorkload {
  static func run(steps: Int) throws {
    manualSeed(0)
    setNumThreads(1)
    let trainer = GANTrainer(recipe: .classic)
    let real = Tensor.uniform([4, 784], -1, 1)
    for _ in 0..<steps { _ = try trainer.step(real: real) }
  }
}

import Foundation
import Kagami
import KagamiGAN
import TestSupport

/// What PyTorch gives for the losses and recipes, as `Scripts/goldens/adversarial.py` writes it.
struct AdversarialGolden: Decodable {
  /// A loss and its derivatives at some scores.
  struct Values: Decodable {
    let name: String
    let real, fake, realD, fakeD, fakeG: [Double]
    let lossD, lossG: Double
  }

  /// A short run of a recipe.
  struct Run: Decodable, Sendable {
    let recipe: String
    /// The generator's and the discriminator's loss, step by step.
    let losses: [[Double]]
    /// The first weights of the generator to sample from, and of the discriminator, at the end.
    let sampler, discriminator: [Double]
  }

  let batch, latent, pixels: Int
  let hidden: [Int]
  let values: [Values]
  let runs: [Run]

  static func load() throws -> AdversarialGolden {
    try Goldens.load("adversarial", from: .module)
  }
}

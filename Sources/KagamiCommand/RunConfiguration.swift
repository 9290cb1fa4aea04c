import CommandSupport
import Foundation
import KagamiData
import KagamiGAN

/// The settings of a training run, as `config.json` holds them.
struct RunConfiguration: Codable, Equatable {
  var data: String
  var split: String
  var epochs: Int
  var steps: Int?
  var batchSize: Int
  var latent: Int
  var lr: Double
  /// Adam's betas; nil where the recipe has another optimizer.
  var beta1: Double?
  var beta2: Double?
  var seed: Int
  var recipe: Recipe
  var shuffle: Bool
  var logEvery: Int
  var threads: Int
  /// Steps between two checkpoints, 0 for none; nil for one in each epoch.
  var checkpointEvery: Int?
  /// The folder of the event files; nil for none.
  var tensorboard: String?

  /// Throws, naming the flag, unless all settings make sense.
  func check() throws(UsageError) {
    try ModelMemory.check(latent: latent, batchSize: batchSize, isTrained: true)
    try UsageError.require("--log-every", logEvery, in: 1 ... .max)
    // With --steps alone, as many epochs as they take.
    if epochs != .max { try UsageError.require("--epochs", epochs, in: 1...1_000_000) }
    try UsageError.require("--steps", steps, in: 1...1_000_000_000_000)
    try UsageError.require("--checkpoint-every", checkpointEvery, in: 0 ... .max)
    if tensorboard?.isEmpty == true {
      throw UsageError("--tensorboard: expected a folder, found an empty path")
    }
    try UsageError.require("--seed", seed, in: 0 ... .max)
    try UsageError.require(MNIST.Split(rawValue: split) != nil, "--split", split, "train or test")
    _ = try OptimizerFlags(lr: lr, beta1: beta1, beta2: beta2).checked(for: recipe)
  }

  /// Throws unless so many processes can share every batch out evenly.
  func check(ranks: Int) throws(UsageError) {
    try UsageError.require(
      batchSize % ranks == 0, "--batch-size", batchSize,
      "a multiple of \(ranks), as many processes share it")
  }

  /// Steps in an epoch; a last batch that is not full is left out.
  func stepsPerEpoch(images: Int) -> Int { images / batchSize }

  /// Steps that the run takes.
  func totalSteps(images: Int) -> Int {
    let (all, overflow) = stepsPerEpoch(images: images).multipliedReportingOverflow(by: epochs)
    return min(steps ?? .max, overflow ? .max : all)
  }

  /// How the networks are trained in a run of `steps`.
  func plan(steps: Int) -> TrainingPlan {
    var plan = recipe.plan(steps: steps)
    OptimizerFlags(lr: lr, beta1: beta1, beta2: beta2).apply(to: &plan.optimizer)
    return plan
  }

  /// The file's bytes.
  func json(images: Int) throws -> [UInt8] {
    var resolved = self
    let perEpoch = max(stepsPerEpoch(images: images), 1)
    resolved.epochs = min(epochs, (totalSteps(images: images) + perEpoch - 1) / perEpoch)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(resolved)) + [UInt8(ascii: "\n")]
  }
}

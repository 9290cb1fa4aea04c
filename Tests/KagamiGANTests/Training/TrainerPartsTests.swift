import Foundation
import Kagami
import KagamiData
import KagamiNN
import TestSupport
import Testing

@testable import KagamiGAN

/// A trainer goes on from a checkpoint with the bits of one that was never stopped.
@Suite struct TrainerPartsTests {
  private static let (latent, pixels, batch, steps) = (6, 16, 8, 200)

  /// A small trainer, its noise drawn from a stream of its own.
  final class Run {
    let trainer: any AdversarialTrainer
    let stream = RandomGenerator(seed: 1)

    init(_ recipe: Recipe, seed: UInt64 = 3) {
      trainer = withGenerator(RandomGenerator(seed: seed)) {
        recipe.plan(steps: steps).makeTrainer(
          Generator(inputDim: latent, outputDim: pixels, hidden: [12, 20]),
          Discriminator(inputDim: pixels, hidden: [20, 12]))
      }
    }

    /// One more step, on images that depend on its number.
    func step() throws {
      let images = Tensor.uniform(
        [batch, pixels], -1, 1, generator: RandomGenerator(seed: 100 + UInt64(trainer.stepCount)))
      try withGenerator(stream) { _ = try trainer.step(real: images) }
    }

    var checkpoint: Checkpoint {
      var checkpoint = Checkpoint()
      checkpoint.set(trainer.stateDict(), under: "trainer")
      checkpoint.set(stream, as: "random")
      return checkpoint
    }

    func restore(_ checkpoint: Checkpoint) throws {
      try trainer.loadStateDict(checkpoint.tensors(under: "trainer"))
      try checkpoint.restore(stream, from: "random")
    }
  }

  private static func bytes(_ checkpoint: Checkpoint) -> [String: [UInt8]] {
    Dictionary(uniqueKeysWithValues: checkpoint.tensors.map { ($0.name, $0.tensor.bytes) })
  }

  /// What is saved at each of 20 cuts, and taken over by a trainer of other weights, leads to the same bits.
  ///
  /// Each goes on to the next cut, with another number of threads. Equal states give equal steps, so that one of
  /// them goes on to the end for all.
  @Test(arguments: [Recipe.classic, .fast, .wganGP])
  func cutsDoNotShow(_ recipe: Recipe) throws {
    let folder = try TemporaryFolder()
    let straight = Run(recipe)
    let cuts = (0..<20).map { $0 * 10 + $0 % 3 }
    var states: [Int: [String: [UInt8]]] = [:]
    for step in 0...Self.steps {
      if step > 0 { try straight.step() }
      guard cuts.contains(step) || step == Self.steps else { continue }
      try straight.checkpoint.save(to: "\(folder.path)/\(step)")
      states[step] = Self.bytes(straight.checkpoint)
    }
    #expect(Set(states.values).count == 21)
    let before = numThreads
    defer { setNumThreads(before) }
    for (index, cut) in cuts.enumerated() {
      setNumThreads([1, 2, 3][index % 3])
      let end = cut == 100 + 10 % 3 || index == 19 ? Self.steps : cuts[index + 1]
      let resumed = Run(recipe, seed: UInt64(50 + cut))
      try resumed.restore(Checkpoint.load("\(folder.path)/\(cut)"))
      #expect(resumed.trainer.stepCount == cut)
      while resumed.trainer.stepCount < end { try resumed.step() }
      #expect(Self.bytes(resumed.checkpoint) == states[end], "from \(cut) to \(end)")
    }
  }

  /// Weights, moments and average are those of the run, none is the one it began with, and no two are alike.
  @Test func aFileHoldsTheRunAsItIs() throws {
    let folder = try TemporaryFolder()
    let run = Run(.fast)
    let first = Self.bytes(run.checkpoint)
    for _ in 0..<5 { try run.step() }
    try run.checkpoint.save(to: folder.path + "/c")
    let found = Self.bytes(try Checkpoint.load(folder.path + "/c"))
    let trainer = try #require(run.trainer as? GANTrainer)
    let average = try #require(trainer.average)
    let weights = trainer.generator.parameters()
    for (index, parameter) in weights.enumerated() {
      let name = "model.\(index / 2 * 2).\(index % 2 == 0 ? "weight" : "bias")"
      let live = parameter.value.detach().bytes
      let kept = try #require(found["trainer.generator.\(name)"])
      let mean = try #require(found["trainer.average.module.\(name)"])
      let moments = try ["exp_avg", "exp_avg_sq"].map {
        try #require(found["trainer.optimizerG.state.\(index).\($0)"])
      }
      #expect(kept == live)
      #expect(mean == average.module.parameters()[index].value.bytes)
      #expect(Set([kept, mean] + moments).count == 4, "\(name)")
      #expect(kept != first["trainer.generator.\(name)"])
      #expect(mean != first["trainer.average.module.\(name)"])
    }
    for (index, parameter) in trainer.discriminator.parameters().enumerated() {
      let name = "model.\(index / 2 * 2).\(index % 2 == 0 ? "weight" : "bias")"
      #expect(found["trainer.discriminator.\(name)"] == parameter.value.detach().bytes)
      #expect(found["trainer.discriminator.\(name)"] != first["trainer.discriminator.\(name)"])
    }
    #expect(found == Self.bytes(run.checkpoint))
  }

  /// A snapshot stays as it is while the trainer steps on.
  @Test func snapshotsDoNotMove() throws {
    let run = Run(.fast)
    try run.step()
    let checkpoint = run.checkpoint
    let before = Self.bytes(checkpoint)
    for _ in 0..<3 { try run.step() }
    #expect(Self.bytes(checkpoint) == before)
    try run.restore(checkpoint)
    #expect(Self.bytes(run.checkpoint) == before)
  }

  @Test func aStateThatDoesNotFitChangesNothing() throws {
    let (run, other) = (Run(.fast), Run(.fast, seed: 8))
    for run in [run, other] { for _ in 0..<2 { try run.step() } }
    let before = Self.bytes(run.checkpoint)
    let good = other.trainer.stateDict()
    func complaint(_ state: StateDict) throws -> String {
      let error = try #require(throws: TrainerStateError.self) {
        try run.trainer.loadStateDict(state)
      }
      #expect(Self.bytes(run.checkpoint) == before)
      return error.description
    }
    func without(_ name: String) -> StateDict { good.filter { $0.name != name } }
    #expect(try complaint([]).hasPrefix("steps: expected a whole number"))
    #expect(try complaint(without("average_images")).hasPrefix("average_images: "))
    #expect(try complaint(without("steps") + [("steps", Tensor(-1))]).hasPrefix("steps: "))
    #expect(
      try complaint(without("average.module.model.4.bias")).hasPrefix(
        "average: the state does not fit"))
    #expect(
      try complaint(without("optimizerD.state.3.exp_avg")).hasPrefix(
        "optimizerD: the state does not fit Adam: missing state.3.exp_avg"))
    #expect(try complaint(good + [("more", Tensor(1))]).hasSuffix("no place for: more"))
    #expect(try complaint(Run(.classic).trainer.stateDict()).hasPrefix("average_images: "))
    try run.trainer.loadStateDict(good)
    #expect(Self.bytes(run.checkpoint) != before)
  }
}

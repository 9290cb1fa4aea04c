public import Kagami
public import KagamiNN

/// Trains a generator and a discriminator against each other.
///
/// ```swift
/// manualSeed(0)
/// let trainer = GANTrainer(recipe: .classic, latent: 100)
/// for batch in loader {
///   let report = try trainer.step(real: batch.images)
/// }
/// ```
/// Random numbers are drawn from the current stream: the generator's weights, the discriminator's,
/// then noise of `[batch, latent]` for each step.
public final class GANTrainer {
  /// How the networks are trained.
  public let recipe: Recipe
  /// The extent of the noise.
  public let latent: Int
  /// The network that computes fake images.
  public let generator: Generator
  /// The network that scores images.
  public let discriminator: Discriminator
  /// The generator's moving average; recipe fast only.
  public let average: AveragedModel<Generator>?
  /// Steps done.
  public private(set) var stepCount = 0

  /// Stored, because finding them takes reflection.
  private let discriminatorParameters: [Parameter]
  private let optimizerG: Adam
  private let optimizerD: Adam
  private let penalty = R1Penalty(gamma: 1)

  /// Draws both networks' weights.
  ///
  /// - Parameters:
  ///   - recipe: How the networks are trained.
  ///   - latent: The extent of the noise.
  ///   - pixels: The number of pixels of an image.
  ///   - lr: The learning rate; the recipe's unless given.
  ///   - betas: Adam's betas; the recipe's unless given.
  public init(
    recipe: Recipe, latent: Int = 100, pixels: Int = 784, lr: Double? = nil,
    betas: (Double, Double)? = nil
  ) {
    self.recipe = recipe
    self.latent = latent
    generator = Generator(inputDim: latent, outputDim: pixels)
    discriminator = Discriminator(inputDim: pixels)
    let (lr, betas) = (lr ?? recipe.lr, betas ?? recipe.betas)
    optimizerG = Adam(generator.parameters(), lr: lr, betas: betas)
    discriminatorParameters = discriminator.parameters()
    optimizerD = Adam(discriminatorParameters, lr: lr, betas: betas)
    if recipe == .fast {
      // The copy's weights are overwritten at once; drawing them must not advance the stream.
      let copy = withGenerator(RandomGenerator()) {
        Generator(inputDim: latent, outputDim: pixels)
      }
      average = AveragedModel(of: generator, in: copy, by: .exponential(decay: 0.999))
      // The first weights count as an update: the average begins there.
      average?.updateParameters(generator)
      copy.setRequiresGrad(false)
    } else {
      average = nil
    }
  }

  /// The generator to sample from: the average where there is one.
  public var sampler: Generator { average?.module ?? generator }

  /// Updates the generator, then the discriminator.
  ///
  /// - Parameter real: `[batch, pixels]` within [−1, 1].
  /// - Precondition: there is an image or more, each of the discriminator's number of pixels.
  /// - Throws: ``TrainingError`` if a loss is not finite; that network is then not updated.
  public func step(real: Tensor) throws(TrainingError) -> StepReport {
    let pixels = discriminator.inputDim
    if real.rank != 2 || real.shape[1] != pixels || real.shape[0] == 0 {
      misuse(
        "GANTrainer.step", "a batch of \(real.shape) has no images of \(pixels) pixels",
        hint:
          "expected [batch, \(pixels)] with a batch of 1 or more; flatten images, and pass over "
          + "empty batches")
    }
    switch recipe {
    case .classic: return try classicStep(real)
    case .fast: return try fastStep(real)
    }
  }

  private func classicStep(_ real: Tensor) throws(TrainingError) -> StepReport {
    let criterion = BCELoss()
    let fake = try updateGenerator(batch: real.shape[0], criterion, discriminator.callAsFunction)
    let onReal = discriminator(real)
    let lossD = try updateDiscriminator(fake, criterion(onReal, Tensor.ones(like: onReal)))
    return report(fake, lossD: lossD, realScores: onReal.detach(), fakeScores: fake.scores)
  }

  private func fastStep(_ images: Tensor) throws(TrainingError) -> StepReport {
    let criterion = BCEWithLogitsLoss()
    let fake = try updateGenerator(batch: images.shape[0], criterion, discriminator.logits)
    var real = images
    real.requiresGrad = true
    let onReal = discriminator.logits(real)
    let lossOnReal = criterion(onReal, Tensor.ones(like: onReal))
    let lossD = try updateDiscriminator(fake, lossOnReal, penalty: penalty(onReal, real: real))
    average?.updateParameters(generator)
    return report(
      fake, lossD: lossD, realScores: onReal.detach().sigmoid(), fakeScores: fake.scores.sigmoid())
  }

  /// Results of the generator's update that the discriminator's update uses.
  private struct FakePass {
    let lossG: Double
    /// The discriminator's loss on the fake images, whose gradients are accumulated already.
    let lossOnFake: Tensor
    let scores: Tensor
  }

  private func report(
    _ fake: FakePass, lossD: Double, realScores: Tensor, fakeScores: Tensor
  ) -> StepReport {
    StepReport(
      lossG: fake.lossG, lossD: lossD, realScore: realScores.mean().item(),
      fakeScore: fakeScores.mean().item())
  }

  /// Updates the generator, and accumulates the discriminator's gradients on the fake images.
  ///
  /// One forward pass of the discriminator serves both losses: it does not change in between.
  private func updateGenerator(
    batch: Int, _ criterion: Loss, _ score: (Tensor) -> Tensor
  ) throws(TrainingError) -> FakePass {
    let fake = generator(Tensor.randn([batch, latent]))
    var image = fake.detach()
    image.requiresGrad = true
    let scores = score(image)
    let loss = criterion(scores, Tensor.ones(like: scores))
    let lossOnFake = criterion(scores, Tensor.zeros(like: scores))
    let lossG = loss.item()
    try check(lossG: lossG)
    optimizerG.zeroGrad()
    optimizerD.zeroGrad()
    let pass = SharedPass(lossG: loss, lossD: lossOnFake / 2, scores: scores, images: image)
    fake.backward(gradient: pass.accumulate(in: discriminatorParameters))
    optimizerG.step()
    return FakePass(lossG: lossG, lossOnFake: lossOnFake.detach(), scores: scores.detach())
  }

  /// Adds the gradients of the loss on real images, halved as that on fake ones was, and updates the
  /// discriminator.
  ///
  /// - Returns: The mean of its losses on real and on fake images.
  private func updateDiscriminator(
    _ fake: FakePass, _ lossOnReal: Tensor, penalty: Tensor? = nil
  ) throws(TrainingError) -> Double {
    let loss = (lossOnReal + fake.lossOnFake) / 2
    let lossD = loss.item()
    try check(lossG: fake.lossG, lossD: lossD)
    (penalty.map { loss + $0 } ?? loss).backward(inputs: discriminatorParameters.map(\.value))
    optimizerD.step()
    stepCount += 1
    return lossD
  }

  private func check(lossG: Double, lossD: Double = 0) throws(TrainingError) {
    guard lossG.isFinite, lossD.isFinite else {
      throw .nonFiniteLoss(step: stepCount + 1, lossG: lossG, lossD: lossD)
    }
  }
}

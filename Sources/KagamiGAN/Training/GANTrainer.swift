public import Kagami
public import KagamiNN

/// Updates both networks in each step, on the same fake images.
///
/// ```swift
/// manualSeed(0)
/// let trainer = GANTrainer(recipe: .classic, latent: 100)
/// for batch in loader {
///   let report = try trainer.step(real: batch.images)
/// }
/// ```
/// Random numbers are drawn from the current stream: the generator's weights, the discriminator's,
/// then noise of `[batch, latent]` for each step. Both losses are those of the networks as the step
/// begins: the generator is updated first, and the discriminator on the images from before.
public final class GANTrainer: AdversarialTrainer {
  /// How the networks are trained.
  public let plan: TrainingPlan
  /// The network that computes fake images.
  public let generator: Generator
  /// The network that scores images.
  public let discriminator: Discriminator
  /// The generator's moving average, where the plan has one.
  public var average: AveragedModel<Generator>? { averaging?.model }
  /// The generator to sample from: the average where there is one.
  public var sampler: Generator { average?.module ?? generator }
  /// Steps done.
  public private(set) var stepCount = 0
  /// The place among trainers on other parts of each batch; nil for one trainer with whole batches.
  public var replica: Replica?

  /// Stored, because finding them takes reflection.
  private let discriminatorParameters: [Parameter]
  private let optimizerG: Optimizer
  private let optimizerD: Optimizer
  private let averaging: GeneratorAverage?

  /// A trainer of two networks.
  ///
  /// - Precondition: the plan has no ``TrainingPlan/critic``, and its number of steps if a number
  ///   changes over them.
  public init(plan: TrainingPlan, _ generator: Generator, _ discriminator: Discriminator) {
    plan.check()
    if plan.critic != nil {
      misuse("GANTrainer", "the plan has a critic", hint: "use CriticTrainer or plan.makeTrainer")
    }
    (self.plan, self.generator, self.discriminator) = (plan, generator, discriminator)
    optimizerG = plan.optimizer.make(generator.parameters())
    discriminatorParameters = discriminator.parameters()
    optimizerD = plan.optimizer.make(discriminatorParameters)
    averaging = plan.average.map { GeneratorAverage(of: generator, $0) }
  }

  /// Draws both networks' weights, to train them by a recipe.
  ///
  /// - Parameters:
  ///   - recipe: How the networks are trained.
  ///   - latent: The extent of the noise.
  ///   - pixels: The number of pixels of an image.
  ///   - steps: The steps of the whole run, for recipes whose numbers change over it.
  ///   - images: Some training images, `[n, pixels]`, for recipes whose ``TrainingPlan/initialWeights``
  ///     depend on them.
  public convenience init(
    recipe: Recipe, latent: Int = 100, pixels: Int = 784, steps: Int? = nil, images: Tensor? = nil
  ) {
    let plan = recipe.plan(steps: steps)
    let (generator, discriminator) = plan.networks(latent: latent, pixels: pixels, images: images)
    self.init(plan: plan, generator, discriminator)
  }

  /// Updates the generator, then the discriminator.
  ///
  /// - Parameter real: `[batch, pixels]` within [−1, 1].
  /// - Precondition: there is an image or more, each of the discriminator's number of pixels.
  /// - Throws: ``TrainingError`` if a loss is not finite; neither network is then updated.
  public func step(real: Tensor) throws(TrainingError) -> StepReport {
    check(real)
    let progress = plan.progress(before: stepCount)
    let (r1, r2) = (plan.r1.value(at: progress), plan.r2.value(at: progress))
    let fake = generator(noise(real.shape[0]))
    let onFake = ScoredImages(fake, by: discriminator, plan.loss, slopes: true)
    let onReal = ScoredImages(real, by: discriminator, plan.loss, slopes: r1 != 0)
    let losses = LossSlopes(plan.loss, real: onReal.scores, fake: onFake.scores)
    try check(lossG: losses.lossG, lossD: losses.lossD)

    plan.optimizer.set(optimizerG, at: progress)
    plan.optimizer.set(optimizerD, at: progress)
    optimizerG.zeroGrad()
    optimizerD.zeroGrad()
    let slopeOfG = onFake.accumulate(
      in: discriminatorParameters, slope: losses.fakeD, penalty: r2, other: losses.fakeG)
    fake.backward(gradient: slopeOfG)
    replica?.averageGradients(optimizerG.parameters)
    optimizerG.step()
    onReal.accumulate(in: discriminatorParameters, slope: losses.realD, penalty: r1)
    replica?.averageGradients(optimizerD.parameters)
    optimizerD.step()
    stepCount += 1
    averaging?.update(from: generator, batch: replica.whole(real.shape[0]))
    return StepReport(
      lossG: losses.lossG, lossD: losses.lossD, realScore: onReal.probability,
      fakeScore: onFake.probability)
  }

  /// A snapshot of the networks, the average and both optimizers, and the number of steps.
  ///
  /// - Returns: Tensors by name; see ``AdversarialTrainer/stateDict()``.
  public func stateDict() -> StateDict { parts.stateDict(steps: stepCount) }

  /// Goes on from a snapshot of a trainer of the same plan.
  ///
  /// - Parameter state: As ``stateDict()`` has it.
  /// - Throws: ``TrainerStateError`` if a part does not fit; nothing is changed then.
  public func loadStateDict(_ state: StateDict) throws(TrainerStateError) {
    stepCount = try parts.load(state)
  }

  private var parts: TrainerParts {
    TrainerParts(
      generator: generator, discriminator: discriminator, optimizerG: optimizerG,
      optimizerD: optimizerD, averaging: averaging)
  }
}

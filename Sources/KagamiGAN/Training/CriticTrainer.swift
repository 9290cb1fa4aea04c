public import Kagami
public import KagamiNN

/// Updates the discriminator several times for each update of the generator, with its slope bounded: the
/// training of Wasserstein GANs, whose discriminator is called a critic.
///
/// ```swift
/// let plan = Recipe.wganGP.plan()
/// let trainer = CriticTrainer(plan: plan, Generator(), Discriminator())
/// ```
/// Every step updates the critic on its batch and fresh fake images; every fifth, or as the plan has it,
/// updates the generator as well, on fresh noise. Source: Arjovsky, Chintala and Bottou, "Wasserstein
/// GAN", 2017, algorithm 1; Gulrajani et al., "Improved training of Wasserstein GANs", 2017.
public final class CriticTrainer: AdversarialTrainer {
  /// How the networks are trained.
  public let plan: TrainingPlan
  /// The network that computes fake images.
  public let generator: Generator
  /// The network that scores images.
  public let discriminator: Discriminator
  /// The generator to sample from: the average where there is one.
  public var sampler: Generator { averaging?.model.module ?? generator }
  /// Steps done.
  public private(set) var stepCount = 0
  /// The place among trainers on other parts of each batch; nil for one trainer with whole batches.
  public var replica: Replica?

  private let updates: Int
  private let bound: TrainingPlan.SlopeBound
  private let parametersD: [Parameter]
  private let optimizerG: Optimizer
  private let optimizerD: Optimizer
  private let averaging: GeneratorAverage?

  /// A trainer of two networks.
  ///
  /// - Precondition: the plan has a ``TrainingPlan/critic``, and its number of steps if a number changes
  ///   over them.
  public init(plan: TrainingPlan, _ generator: Generator, _ discriminator: Discriminator) {
    plan.check()
    guard let critic = plan.critic else {
      misuse("CriticTrainer", "the plan has no critic", hint: "use GANTrainer or plan.makeTrainer")
    }
    (updates, bound) = (critic.updates, critic.bound)
    (self.plan, self.generator, self.discriminator) = (plan, generator, discriminator)
    optimizerG = plan.optimizer.make(generator.parameters())
    parametersD = discriminator.parameters()
    optimizerD = plan.optimizer.make(parametersD)
    averaging = plan.average.map { GeneratorAverage(of: generator, $0) }
  }

  /// Updates the critic, and in every ``TrainingPlan/critic``-th step the generator.
  ///
  /// The generator's loss is reported in each step, at the fake images of the critic's update.
  ///
  /// - Parameter real: `[batch, pixels]` within [−1, 1].
  /// - Precondition: there is an image or more, each of the discriminator's number of pixels.
  /// - Throws: ``TrainingError`` if a loss is not finite; no network is then updated by it.
  public func step(real: Tensor) throws(TrainingError) -> StepReport {
    check(real)
    let progress = plan.progress(before: stepCount)
    plan.optimizer.set(optimizerG, at: progress)
    plan.optimizer.set(optimizerD, at: progress)
    let batch = real.shape[0]
    let report = try updateCritic(real, fake: noGrad { generator(noise(batch)) })
    if (stepCount + 1) % updates == 0 {
      try updateGenerator(batch)
      averaging?.update(from: generator, batch: replica.whole(batch) * updates)
    }
    stepCount += 1
    return report
  }

  private func updateCritic(_ real: Tensor, fake: Tensor) throws(TrainingError) -> StepReport {
    let (onReal, onFake) = (discriminator.logits(real), discriminator.logits(fake))
    var loss = plan.loss.discriminator(real: onReal, fake: onFake)
    let lossG = noGrad { plan.loss.generator(fake: onFake, real: onReal).item() }
    let lossD = loss.item()
    try check(lossG: lossG, lossD: lossD)
    if case .penalty(let penalty) = bound {
      let share = replica.rows(real.shape[0]) { Tensor.rand([$0, 1], dtype: real.dtype) }
      loss = loss + penalty(discriminator.logits, real: real, fake: fake, share: share)
    }
    optimizerD.zeroGrad()
    loss.backward(inputs: parametersD.map(\.value))
    replica?.averageGradients(optimizerD.parameters)
    optimizerD.step()
    if case .clip(let limit) = bound {
      for parameter in parametersD { parameter.update { $0 = $0.clamp(min: -limit, max: limit) } }
    }
    return StepReport(
      lossG: lossG, lossD: lossD, realScore: onReal.detach().sigmoid().mean().item(),
      fakeScore: onFake.detach().sigmoid().mean().item())
  }

  private func updateGenerator(_ batch: Int) throws(TrainingError) {
    let fake = generator(noise(batch))
    let scores = discriminator.logits(fake)
    let loss = plan.loss.generator(fake: scores, real: scores.detach())
    try check(lossG: loss.item())
    optimizerG.zeroGrad()
    loss.backward(inputs: generator.parameters().map(\.value))
    replica?.averageGradients(optimizerG.parameters)
    optimizerG.step()
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

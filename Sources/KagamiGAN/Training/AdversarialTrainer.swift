public import Kagami
public import KagamiNN

/// What trains a generator against a discriminator, batch by batch.
///
/// ```swift
/// let trainer: any AdversarialTrainer = plan.makeTrainer(Generator(), Discriminator())
/// for batch in loader { _ = try trainer.step(real: batch.images) }
/// let images = trainer.sampler(Tensor.randn([64, trainer.latent]))
/// ```
public protocol AdversarialTrainer: AnyObject {
  /// How the networks are trained.
  var plan: TrainingPlan { get }
  /// The network that computes fake images.
  var generator: Generator { get }
  /// The network that scores images.
  var discriminator: Discriminator { get }
  /// The generator to sample from: a moving average where the trainer keeps one.
  var sampler: Generator { get }
  /// Steps done.
  var stepCount: Int { get }
  /// The place among trainers on other parts of each batch; nil for one trainer with whole batches.
  var replica: Replica? { get set }

  /// Takes in one batch of real images; noise is drawn from the current stream.
  ///
  /// - Parameter real: `[batch, pixels]` within [−1, 1], an image or more.
  /// - Throws: ``TrainingError`` if a loss is not finite; that network is then not updated.
  func step(real: Tensor) throws(TrainingError) -> StepReport

  /// A snapshot of everything that changes from step to step.
  ///
  /// `steps`, then `generator.…` and `discriminator.…` as of `Module.stateDict()`, `average.…` and
  /// `average_images` where there is an average, and `optimizerG.…` and `optimizerD.…` as of
  /// `OptimizerState.tensors`. What noise is drawn from is not part of it: keep the state of that
  /// `RandomGenerator` as well.
  ///
  /// - Returns: Tensors by name.
  func stateDict() -> StateDict

  /// Goes on from a snapshot of a trainer of the same plan and of networks of the same extents.
  ///
  /// ```swift
  /// checkpoint.set(trainer.stateDict(), under: "trainer")              // one process
  /// try trainer.loadStateDict(checkpoint.tensors(under: "trainer"))    // another
  /// ```
  /// The steps that follow give the same bits as those of the trainer that the snapshot is from, if noise and
  /// images do.
  ///
  /// - Parameter state: As ``stateDict()`` has it.
  /// - Throws: ``TrainerStateError`` if a part does not fit; nothing is changed then.
  func loadStateDict(_ state: StateDict) throws(TrainerStateError)
}

extension AdversarialTrainer {
  /// The extent of the noise.
  public var latent: Int { generator.inputDim }

  /// Noise for `count` images, drawn from the current stream, in the precision of the generator.
  func noise(_ count: Int) -> Tensor {
    replica.rows(count) { Tensor.randn([$0, latent], dtype: generator.dtype) }
  }

  /// Stops unless there are images of the discriminator's number of pixels.
  func check(_ real: Tensor) {
    let pixels = discriminator.inputDim
    if real.rank != 2 || real.shape[1] != pixels || real.shape[0] == 0 {
      misuse(
        "\(type(of: self)).step", "a batch of \(real.shape) has no images of \(pixels) pixels",
        hint:
          "expected [batch, \(pixels)] with a batch of 1 or more; flatten images, and pass over "
          + "empty batches")
    }
  }

  /// Throws unless losses of the next step are finite.
  func check(lossG: Double, lossD: Double = 0) throws(TrainingError) {
    guard lossG.isFinite, lossD.isFinite else {
      throw .nonFiniteLoss(step: stepCount + 1, lossG: lossG, lossD: lossD)
    }
  }
}

public import Kagami

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

  /// Takes in one batch of real images; noise is drawn from the current stream.
  ///
  /// - Parameter real: `[batch, pixels]` within [−1, 1], an image or more.
  /// - Throws: ``TrainingError`` if a loss is not finite; that network is then not updated.
  func step(real: Tensor) throws(TrainingError) -> StepReport
}

extension AdversarialTrainer {
  /// The extent of the noise.
  public var latent: Int { generator.inputDim }

  /// Noise for `count` images, drawn from the current stream, in the precision of the generator.
  func noise(_ count: Int) -> Tensor {
    Tensor.randn([count, latent], dtype: generator.dtype)
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

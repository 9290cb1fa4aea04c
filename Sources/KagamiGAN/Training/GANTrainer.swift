public import Kagami
internal import KagamiNN

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
  /// Makes images.
  public let generator: Generator
  /// Judges images.
  public let discriminator: Discriminator
  /// The generator's moving average; recipe fast only.
  public let average: WeightAverage<Generator>?
  /// Steps done.
  public private(set) var stepCount = 0

  /// Looked up once: finding them is a walk by reflection.
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
      // The copy's weights are overwritten at once; drawing them must not move the stream.
      let copy = withGenerator(RandomGenerator()) {
        Generator(inputDim: latent, outputDim: pixels)
      }
      average = WeightAverage(of: generator, in: copy)
    } else {
      average = nil
    }
  }

  /// The generator to sample from: the average where there is one.
  public var sampler: Generator { average?.model ?? generator }

  /// Updates the generator, then the discriminator.
  ///
  /// - Parameter real: `[batch, pixels]` within [−1, 1].
  /// - Throws: ``TrainingError`` if a loss is not finite; that network is then not updated.
  public func step(real: Tensor) throws(TrainingError) -> StepReport {
    switch recipe {
    case .classic: try classicStep(real)
    case .fast: try fastStep(real)
    }
  }

  private func classicStep(_ real: Tensor) throws(TrainingError) -> StepReport {
    let criterion = BCELoss()
    let ones = Tensor.ones([real.shape[0], 1])
    let fake = generator(Tensor.randn([real.shape[0], latent]))

    // The discriminator sees the fakes once, for both losses: it does not change in between.
    var image = fake.detach()
    image.requiresGrad = true
    let onFake = discriminator(image)
    let lossG = criterion(onFake, ones)
    try check(lossG: lossG.item())
    optimizerG.zeroGrad()
    let slope = grad(of: lossG, withRespectTo: [image], retainGraph: true)[0]
    fake.backward(gradient: slope)
    optimizerG.step()

    let onReal = discriminator(real)
    let lossD = (criterion(onReal, ones) + criterion(onFake, Tensor.zeros(like: ones))) / 2
    try check(lossG: lossG.item(), lossD: lossD.item())
    optimizerD.zeroGrad()
    lossD.backward(inputs: discriminatorParameters.map(\.value))
    optimizerD.step()
    stepCount += 1
    return StepReport(
      lossG: lossG.item(), lossD: lossD.item(), realScore: onReal.detach().mean().item(),
      fakeScore: onFake.detach().mean().item())
  }

  private func fastStep(_ images: Tensor) throws(TrainingError) -> StepReport {
    let criterion = BCEWithLogitsLoss()
    let ones = Tensor.ones([images.shape[0], 1])
    let fake = generator(Tensor.randn([images.shape[0], latent]))

    var image = fake.detach()
    image.requiresGrad = true
    let onFake = discriminator.logits(image)
    let lossG = criterion(onFake, ones)
    try check(lossG: lossG.item())
    optimizerG.zeroGrad()
    let slope = grad(of: lossG, withRespectTo: [image], retainGraph: true)[0]
    fake.backward(gradient: slope)
    optimizerG.step()

    var real = images
    real.requiresGrad = true
    let onReal = discriminator.logits(real)
    let lossD = (criterion(onReal, ones) + criterion(onFake, Tensor.zeros(like: ones))) / 2
    try check(lossG: lossG.item(), lossD: lossD.item())
    optimizerD.zeroGrad()
    (lossD + penalty(onReal, real: real)).backward(
      inputs: discriminatorParameters.map(\.value))
    optimizerD.step()

    average?.update()
    stepCount += 1
    return StepReport(
      lossG: lossG.item(), lossD: lossD.item(),
      realScore: onReal.detach().sigmoid().mean().item(),
      fakeScore: onFake.detach().sigmoid().mean().item())
  }

  private func check(lossG: Double, lossD: Double = 0) throws(TrainingError) {
    guard lossG.isFinite, lossD.isFinite else {
      throw .nonFiniteLoss(step: stepCount + 1, lossG: lossG, lossD: lossD)
    }
  }
}

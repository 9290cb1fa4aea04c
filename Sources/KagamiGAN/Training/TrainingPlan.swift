public import Kagami

/// How a pair of networks is trained: the loss, its penalties, and the optimizer over the run.
///
/// ```swift
/// var plan = TrainingPlan(loss: HingeLoss(), optimizer: .adam(lr: 2e-4, beta1: 0, beta2: 0.99))
/// plan.r1 = 1
/// plan.steps = 9380
/// let trainer = plan.makeTrainer(latent: 100)
/// ```
/// Numbers that change over the run need ``steps``. ``Recipe`` has plans that are known to work.
public struct TrainingPlan: Sendable {
  /// What both networks minimise.
  public var loss: any AdversarialLoss
  /// The optimizer of both networks.
  public var optimizer: OptimizerChoice
  /// The factor γ of an ``R1Penalty`` at real images; 0 for none.
  public var r1: Ramp = 0.0
  /// The factor γ of the same penalty at fake images; 0 for none.
  public var r2: Ramp = 0.0
  /// The moving average of the generator that is sampled from; nil for the generator itself.
  public var average: MovingAverage?
  /// What fresh networks begin with.
  public var initialWeights: InitialWeights = .linear
  /// How the discriminator is trained ahead of the generator; nil where both networks are updated in each
  /// step, on the same fake images.
  public var critic: Critic?
  /// The steps of the whole run; needed where a number changes.
  public var steps: Int?

  /// A plan without penalties and average.
  public init(loss: any AdversarialLoss, optimizer: OptimizerChoice) {
    (self.loss, self.optimizer) = (loss, optimizer)
  }

  /// A trainer of two networks by this plan.
  ///
  /// - Precondition: ``steps`` is given if a number changes, and penalties are not combined with
  ///   ``critic``.
  public func makeTrainer(
    _ generator: Generator, _ discriminator: Discriminator
  ) -> any AdversarialTrainer {
    critic == nil
      ? GANTrainer(plan: self, generator, discriminator)
      : CriticTrainer(plan: self, generator, discriminator)
  }

  /// A trainer of fresh networks by this plan: the generator's weights are drawn first.
  ///
  /// - Parameters:
  ///   - latent: The extent of the noise.
  ///   - pixels: The number of pixels of an image.
  ///   - images: Some training images, `[n, pixels]`, for ``initialWeights`` that depend on them.
  public func makeTrainer(
    latent: Int = 100, pixels: Int = 784, images: Tensor? = nil
  ) -> any AdversarialTrainer {
    let (generator, discriminator) = networks(latent: latent, pixels: pixels, images: images)
    return makeTrainer(generator, discriminator)
  }

  /// Fresh networks with the weights to begin with.
  func networks(latent: Int, pixels: Int, images: Tensor?) -> (Generator, Discriminator) {
    let generator = Generator(inputDim: latent, outputDim: pixels)
    let discriminator = Discriminator(inputDim: pixels)
    initialWeights.fill(generator, discriminator, images: images)
    return (generator, discriminator)
  }

  /// How much of the run is done before a step, counted from 0.
  func progress(before step: Int) -> Double {
    steps.map { Double(step) / Double(max($0, 1)) } ?? 0
  }

  /// Stops for a plan that cannot be followed.
  func check() {
    let ramps = [optimizer.lr, r1, r2] + (optimizer.beta2.map { [$0] } ?? [])
    if steps == nil, ramps.contains(where: { !$0.isConstant }) {
      misuse(
        "TrainingPlan", "a number changes over a run whose length is not given",
        hint: "set plan.steps")
    }
    if let critic, critic.updates < 1 {
      misuse("TrainingPlan", "\(critic.updates) updates of the critic", hint: "use 1 or more")
    }
    let isPenalised = r1 != 0.0 || r2 != 0.0
    if critic != nil, isPenalised {
      misuse(
        "TrainingPlan", "r1 and r2 are given with a critic", hint: "bound its slope one way only")
    }
    if loss.takesProbabilities, isPenalised || critic != nil {
      misuse(
        "TrainingPlan", "\(loss) takes probabilities, and slopes are those of logits",
        hint: "use NonSaturatingLoss")
    }
  }
}

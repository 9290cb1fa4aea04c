/// One of the things that a study compares.
struct StudyArm: Sendable {
  /// What tables and charts call it.
  let name: String
  /// Makes the generator, whose weights are drawn first.
  let generator: @Sendable () -> Generator
  /// Makes the discriminator.
  let discriminator: @Sendable () -> Discriminator
  /// How they are trained in a run of so many steps.
  let plan: @Sendable (_ steps: Int) -> TrainingPlan

  init(
    _ name: String, latent: Int = 100, pixels: Int = 784, hiddenG: [Int]? = nil,
    hiddenD: [Int]? = nil,
    plan: @escaping @Sendable (_ steps: Int) -> TrainingPlan
  ) {
    self.init(
      name,
      generator: {
        hiddenG.map { Generator(inputDim: latent, outputDim: pixels, hidden: $0) }
          ?? Generator(inputDim: latent, outputDim: pixels)
      },
      discriminator: {
        hiddenD.map { Discriminator(inputDim: pixels, hidden: $0) }
          ?? Discriminator(inputDim: pixels)
      }, plan: plan)
  }

  init(
    _ name: String, generator: @escaping @Sendable () -> Generator,
    discriminator: @escaping @Sendable () -> Discriminator,
    plan: @escaping @Sendable (_ steps: Int) -> TrainingPlan
  ) {
    (self.name, self.generator, self.discriminator) = (name, generator, discriminator)
    self.plan = plan
  }
}

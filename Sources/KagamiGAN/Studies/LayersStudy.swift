internal import Kagami
internal import KagamiData
internal import KagamiNN

/// The study of depth: why stack 256, 512 and 1024 units and not use one linear layer.
///
/// Generators of one to four layers, of four layers without functions between them, and the closed-form
/// ``PCASampler``, against the same discriminator with recipe fast.
public struct LayersStudy: Study {
  /// The word for the command line.
  public let name = "layers"
  /// The question.
  public let title = "Why stack layers, and not use one?"

  /// The study.
  public init() {}

  static let linear = "4 without ReLU"
  static let single = "1 layer"
  static let stacked = "4 layers"

  private static var arms: [StudyArm] {
    let plan = { @Sendable (steps: Int) in Recipe.fast.plan(steps: steps) }
    return [
      StudyArm(single, hiddenG: [], plan: plan),
      StudyArm("2 layers", hiddenG: [1024], plan: plan),
      StudyArm("3 layers", hiddenG: [512, 1024], plan: plan),
      StudyArm(stacked, plan: plan),
      StudyArm(
        linear, generator: { Generator(activation: { Identity() }) },
        discriminator: { Discriminator() }, plan: plan),
    ]
  }

  /// Training steps over all arms and seeds.
  public func totalSteps(at scale: StudyScale) -> Int {
    Self.arms.count * scale.seeds * scale.steps
  }

  /// Carries it out.
  public func run(
    on data: () throws -> StudyData, at scale: StudyScale, advance: @escaping () -> Void
  ) throws -> StudyReport {
    let data = try data()
    let runner = ArmRunner(data: data, scale: scale, advance: advance)
    var collapse: LinearCollapse?
    var results: [ArmResult] = []
    for arm in Self.arms {
      try results.append(
        runner.run(arm) { trainer in
          guard arm.name == Self.linear else { return }
          let layers = trainer.sampler.modules().compactMap { $0 as? Linear }
          let noise = Tensor.randn([256, trainer.latent], generator: RandomGenerator(seed: 5))
          collapse = try LinearCollapse(layers, on: noise)
        })
    }
    let sampler = try closedForm(data, scale)
    let measured = Measured(arms: results, sampler: sampler, collapse: collapse)
    return StudyReport(
      page: try page(measured, scale), json: try StudyJSON.encode(measured, name: name, scale))
  }

  /// The scores of the sampler that needs no training.
  private func closedForm(_ data: StudyData, _ scale: StudyScale) throws -> Sampler {
    let clock = ContinuousClock()
    let start = clock.now
    let images = data.training.all.images
    let sampler = try PCASampler(of: images, components: 100)
    let seconds = (clock.now - start) / .seconds(1)
    let noise = Tensor.randn(
      [scale.samples, 100], generator: RandomGenerator(seed: ArmRunner.scoreSeed))
    let generated = sampler.images(from: noise)
    var score = try data.score(generated, isLast: true)
    score.seconds = seconds
    let grid = try PNG.encode(
      ImageGrid().compose(
        generated[0..<min(64, scale.samples)].array(of: Float.self), count: min(64, scale.samples),
        height: data.training.height, width: data.training.width))
    return Sampler(score: score, grid: grid)
  }

  /// The closed-form sampler's part of the results.
  struct Sampler: Codable {
    var score: ArmScore
    var grid: [UInt8] = []

    private enum CodingKeys: CodingKey { case score }

    func figure() throws(PNGError) -> HTMLFigure {
      try HTMLFigure(
        png: grid, alt: "64 images of the closed-form sampler", caption: "PCA sampler")
    }
  }

  /// Everything that was measured.
  struct Measured: Encodable {
    var arms: [ArmResult]
    var sampler: Sampler
    var collapse: LinearCollapse?

    /// The last Fréchet distances of an arm.
    func frechet(_ name: String) -> Spread {
      arms.first { $0.name == name }?.finals(\.frechet) ?? Spread([])
    }
  }
}

internal import Kagami
internal import KagamiData
internal import KagamiNN

/// The study of modes: how many of a thousand kinds of image a pair of small networks covers.
///
/// Stacked digits, by the same two networks with 2352 pixels, and recipes that differ in their penalties and
/// in the pairing of real and fake images. All begin with Kaiming's weights: from PyTorch's, ten passes are too few for
/// those without penalties.
public struct StackedStudy: Study {
  /// The word for the command line.
  public let name = "stacked"
  /// The question.
  public let title = "How many of a thousand modes do two small networks cover?"

  /// Images that are generated for the last score.
  public let samples: Int

  /// The study.
  ///
  /// - Parameter samples: Images that are generated for the last score; the literature has 25,600.
  public init(samples: Int = 25_600) { self.samples = samples }

  static let paired = "pairs, R1 and R2"

  private struct Arm: Sendable {
    let name: String
    let plan: @Sendable (_ steps: Int) -> TrainingPlan
  }

  private static let arms: [Arm] = {
    func arm(
      _ name: String, _ recipe: Recipe,
      _ change: @escaping @Sendable (inout TrainingPlan) -> Void = { _ in }
    ) -> Arm {
      Arm(name: name) { steps in
        var plan = recipe.plan(steps: steps)
        plan.initialWeights = .kaiming
        change(&plan)
        return plan
      }
    }
    func penalized(_ name: String, _ loss: any AdversarialLoss, r1: Ramp, r2: Ramp) -> Arm {
      arm(name, .relativistic) { ($0.loss, $0.r1, $0.r2) = (loss, r1, r2) }
    }
    return [
      arm("classic", .classic),
      penalized("R1", NonSaturatingLoss(), r1: 1, r2: 0),
      penalized("R1 and R2", NonSaturatingLoss(), r1: 1, r2: 1),
      penalized("pairs, R1", RelativisticLoss(), r1: 1, r2: 0),
      penalized(paired, RelativisticLoss(), r1: 1, r2: 1),
    ]
  }()

  /// Training steps over all arms and seeds.
  public func totalSteps(at scale: StudyScale) -> Int {
    Self.arms.count * scale.seeds * scale.steps
  }

  /// What was measured of an arm.
  struct Result: Codable {
    var name: String
    var runs: [Run] = []
    var grid: [UInt8] = []

    private enum CodingKeys: CodingKey { case name, runs }

    func finals(_ figure: (Score) -> Double) -> Spread {
      Spread(runs.map { $0.failure == nil ? $0.scores.last.map(figure) ?? .nan : .nan })
    }
  }

  struct Run: Codable {
    var seed: Int
    var scores: [Score] = []
    var seconds = 0.0
    var failure: String?
  }

  /// How many modes some images cover.
  struct Score: Codable {
    var step: Int
    /// Kinds of image, of 1,000, of which there is one.
    var modes: Int
    /// The divergence of the kinds' histogram from that of the data, in nats.
    var divergence: Double
  }

  /// Carries it out.
  public func run(
    on data: () throws -> StudyData, at scale: StudyScale, advance: @escaping () -> Void
  ) throws -> StudyReport {
    let data = try data()
    let stacked = StackedDigits(data.training, seed: 0)
    let some = stacked.batch(Array(0..<min(stacked.count, InitialWeights.imageCount))).images
    let kinds = data.labels.shares.flatMap { a in
      data.labels.shares.flatMap { b in data.labels.shares.map { a * b * $0 } }
    }
    var results: [Result] = []
    for arm in Self.arms {
      var result = Result(name: arm.name)
      for seed in 0..<scale.seeds {
        try withGenerator(RandomGenerator(seed: UInt64(seed))) {
          let trainer = arm.plan(scale.steps).makeTrainer(
            pixels: stacked.pixels, images: some)
          let run = try train(trainer, on: stacked, seed, scale, advance) { images in
            let labels = Self.kinds(of: images, data.classifier)
            return Self.score(labels, against: kinds)
          }
          result.runs.append(run)
          if seed == 0 { result.grid = try Self.grid(trainer, data.training) }
        }
      }
      results.append(result)
    }
    return StudyReport(
      page: try page(results, scale), json: try StudyJSON.encode(results, name: name, scale))
  }

  private func train(
    _ trainer: any AdversarialTrainer, on stacked: StackedDigits, _ seed: Int, _ scale: StudyScale,
    _ advance: () -> Void, score: (Tensor) -> Score
  ) throws -> Run {
    var run = Run(seed: seed)
    let loader = DataLoader(
      stacked, batchSize: scale.batch, shuffle: true, dropLast: true,
      generator: RandomGenerator(seed: UInt64(seed)))
    let clock = ContinuousClock()
    let scored = scale.scoredSteps
    defer { for _ in trainer.stepCount..<scale.steps { advance() } }
    while trainer.stepCount < scale.steps {
      for batch in loader {
        let start = clock.now
        do {
          _ = try trainer.step(real: batch.images)
        } catch {
          run.failure = error.description
          return run
        }
        run.seconds += (clock.now - start) / .seconds(1)
        advance()
        if scored.contains(trainer.stepCount) {
          let isLast = trainer.stepCount == scale.steps
          let count = isLast ? samples : min(samples, scale.samples)
          var found = score(Self.images(trainer, count))
          found.step = trainer.stepCount
          run.scores.append(found)
        }
        if trainer.stepCount == scale.steps { break }
      }
    }
    return run
  }

  private static func images(_ trainer: any AdversarialTrainer, _ count: Int) -> Tensor {
    trainer.sampler.images(
      from: Tensor.randn(
        [count, trainer.latent], generator: RandomGenerator(seed: ArmRunner.scoreSeed)))
  }

  /// The kind of each image, 0 to 999, by the digit that the classifier sees in each channel.
  static func kinds(of images: Tensor, _ classifier: DigitClassifier) -> [Int] {
    let side = images.shape[1] / 3
    let channels = (0..<3).map { channel in
      let pixels = images[.all, (channel * side)..<((channel + 1) * side)]
      return classifier.logits(ofAll: pixels).argmax(axis: 1).array(of: Int.self)
    }
    return channels[0].indices.map { (index: Int) -> Int in
      channels.reduce(0) { kind, digits in 10 * kind + digits[index] }
    }
  }

  /// - Parameter shares: How often each kind is among the data.
  static func score(_ kinds: [Int], against shares: [Double]) -> Score {
    var counts = [Int](repeating: 0, count: shares.count)
    for kind in kinds { counts[kind] += 1 }
    let total = Double(kinds.count)
    let divergence = zip(counts, shares).reduce(0) { sum, pair in
      let share = Double(pair.0) / total
      return share > 0 ? sum + share * logarithm(share / pair.1) : sum
    }
    return Score(step: 0, modes: counts.count { $0 > 0 }, divergence: divergence)
  }

  /// Images with their three channels side by side.
  private static func grid(
    _ trainer: any AdversarialTrainer, _ digits: DigitImages
  ) throws -> [UInt8] {
    let (count, height, width) = (24, digits.height, digits.width)
    let images = images(trainer, count).reshape([count, 3, height, width]).permute([0, 2, 1, 3])
    return try PNG.encode(
      ImageGrid(columns: 4).compose(
        images.array(of: Float.self), count: count, height: height, width: 3 * width))
  }
}

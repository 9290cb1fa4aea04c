internal import Kagami
internal import KagamiData
internal import KagamiNN

/// Trains the arms of a study and scores what they generate.
struct ArmRunner {
  let data: StudyData
  let scale: StudyScale
  /// Told of every step of every run.
  let advance: () -> Void

  /// The stretches over which losses are averaged.
  private static let stretches = 40
  /// Images whose layers' outputs give the spectra; more than any layer has units.
  private static let spectrumSamples = 2048
  private static let gridSamples = 64
  /// Every run is scored on images of the same noise.
  static let scoreSeed: UInt64 = 1_000_003

  /// All runs of an arm.
  ///
  /// - Parameter inspect: Called with the networks at the end of the first run.
  func run(
    _ arm: StudyArm, inspect: (any AdversarialTrainer) throws -> Void = { _ in }
  ) throws -> ArmResult {
    var result: ArmResult?
    for seed in 0..<scale.seeds {
      try withGenerator(RandomGenerator(seed: UInt64(seed))) {
        let plan = arm.plan(scale.steps)
        let (generator, discriminator) = (arm.generator(), arm.discriminator())
        plan.initialWeights.fill(generator, discriminator, images: data.meanImages)
        let trainer = plan.makeTrainer(generator, discriminator)
        if result == nil {
          result = ArmResult(
            name: arm.name, parametersG: Self.count(generator),
            parametersD: Self.count(trainer.discriminator),
            operationsPerImage: trainer.operationsPerImage, runs: [])
        }
        let run = try run(trainer, seed: seed)
        result?.runs.append(run)
        if seed == 0 {
          result?.grid = try grid(trainer)
          try inspect(trainer)
        }
      }
    }
    guard let result else { misuse("ArmRunner", "no runs", hint: "use a seed or more") }
    return result
  }

  private static func count(_ module: Module) -> Int {
    module.parameters().reduce(0) { $0 + $1.count }
  }

  /// One run, to its end or to a loss that is not finite.
  private func run(_ trainer: any AdversarialTrainer, seed: Int) throws -> ArmRun {
    var record = ArmRun(seed: seed)
    let loader = DataLoader(
      data.training, batchSize: scale.batch, shuffle: true, dropLast: true,
      generator: RandomGenerator(seed: UInt64(seed)))
    let clock = ContinuousClock()
    var (seconds, reports): (Double, [StepReport]) = (0, [])
    let stretch = max(scale.steps / Self.stretches, 1)
    let scoredSteps = scale.scoredSteps
    defer { for _ in trainer.stepCount..<scale.steps { advance() } }
    while trainer.stepCount < scale.steps {
      for batch in loader {
        let endsStretch = (trainer.stepCount + 1) % stretch == 0
        let probes =
          endsStretch
          ? [GradientNorms(of: trainer.generator), GradientNorms(of: trainer.discriminator)] : []
        let start = clock.now
        do {
          reports.append(try trainer.step(real: batch.images))
        } catch {
          record.failure = error.description
          return record
        }
        seconds += (clock.now - start) / .seconds(1)
        advance()
        if endsStretch {
          record.note(trainer.stepCount, reports, probes.map { $0.end() })
          reports = []
        }
        let isLast = trainer.stepCount == scale.steps
        if scoredSteps.contains(trainer.stepCount) {
          try record.scores.append(score(trainer, seconds, isLast: isLast))
        }
        if isLast { break }
      }
    }
    try addSpectra(&record, trainer)
    return record
  }

  private func images(_ trainer: any AdversarialTrainer, _ count: Int, seed: UInt64) -> Tensor {
    let noise = Tensor.randn([count, trainer.latent], generator: RandomGenerator(seed: seed))
    return trainer.sampler.images(from: noise)
  }

  private func score(
    _ trainer: any AdversarialTrainer, _ seconds: Double, isLast: Bool
  ) throws -> ArmScore {
    var score = try data.score(images(trainer, scale.samples, seed: Self.scoreSeed), isLast: isLast)
    (score.step, score.seconds) = (trainer.stepCount, seconds)
    score.operations =
      trainer.operationsPerImage * Double(scale.batch) * Double(trainer.stepCount)
    return score
  }

  private func addSpectra(_ record: inout ArmRun, _ trainer: any AdversarialTrainer) throws {
    let count = min(Self.spectrumSamples, data.training.count)
    let noise = Tensor.randn([count, trainer.latent], generator: RandomGenerator(seed: 7))
    let real = data.training.batch(Array(0..<count)).images
    func layers(_ module: Module, _ input: Tensor) throws -> [ArmRun.Layer] {
      try LayerSpectrum.ofLinearLayers(in: module, on: input).map {
        ArmRun.Layer(name: $0.name, values: $0.spectrum.relative)
      }
    }
    record.spectraG = try layers(trainer.generator, noise)
    record.spectraD = try layers(trainer.discriminator, real)
  }

  private func grid(_ trainer: any AdversarialTrainer) throws -> [UInt8] {
    let images = images(trainer, Self.gridSamples, seed: 1_000_033)
    return try PNG.encode(
      ImageGrid().compose(
        images.array(of: Float.self), count: Self.gridSamples, height: data.training.height,
        width: data.training.width))
  }
}

extension ArmRun {
  /// Adds the means of a stretch of steps.
  fileprivate mutating func note(
    _ step: Int, _ reports: [StepReport], _ norms: [[(name: String, norm: Double)]]
  ) {
    func mean(_ figure: (StepReport) -> Double) -> Double {
      reports.reduce(0) { $0 + figure($1) } / Double(reports.count)
    }
    lossSteps.append(step)
    lossG.append(mean(\.lossG))
    lossD.append(mean(\.lossD))
    realScore.append(mean(\.realScore))
    fakeScore.append(mean(\.fakeScore))
    Self.append(norms[0], to: &gradientsG)
    Self.append(norms[1], to: &gradientsD)
  }

  private static func append(_ norms: [(name: String, norm: Double)], to layers: inout [Layer]) {
    if layers.isEmpty { layers = norms.map { Layer(name: $0.name, values: []) } }
    for (index, norm) in norms.enumerated() { layers[index].values.append(norm.norm) }
  }
}

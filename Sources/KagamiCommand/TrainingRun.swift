import Kagami
import KagamiData
import KagamiDistributed
import KagamiGAN

/// A training run from the first step, or from a checkpoint, to the saved networks; on one of several ranks, its part.
///
/// All ranks draw the same networks, batches and noise, and each computes its rows of every batch: together they do
/// what one process does, up to the rounding of sums. The first one writes.
final class TrainingRun {
  private let configuration: RunConfiguration
  private let world: ProcessGroup
  private let total: Int
  private let trainer: any AdversarialTrainer
  private let loader: DataLoader<DigitImages>
  private let order: RandomGenerator
  private let output: RunOutput?
  private var position: RunPosition

  /// Draws the networks, or takes them over from a checkpoint, and opens the run's files.
  ///
  /// - Parameters:
  ///   - folder: Where the run writes; nil on ranks that do not.
  ///   - saved: What to go on from; nil for a run from the beginning.
  init(
    configuration: RunConfiguration, digits: DigitImages, folder: RunFolder?,
    progress: ProgressReporter, saved: SavedRun? = nil, world: ProcessGroup
  ) throws {
    (self.configuration, self.world) = (configuration, world)
    total = configuration.totalSteps(images: digits.count)
    manualSeed(configuration.seed)
    trainer = configuration.plan(steps: total).makeTrainer(
      latent: configuration.latent, pixels: digits.height * digits.width,
      images: digits.prefix(InitialWeights.imageCount).all.images)
    // The order has a stream of its own: the default one is the script's.
    order = RandomGenerator(seed: UInt64(configuration.seed))
    loader = Self.loader(digits, configuration, order, world)
    position = RunPosition(order: order.state)
    let fingerprint = digits.fingerprint()
    if let saved {
      guard saved.images == fingerprint else {
        throw RunError(
          "\(configuration.data): its images have the fingerprint \(fingerprint), expected those that "
            + "the run began with, of \(saved.images)")
      }
      try saved.restore(trainer)
      position = saved.position
      try order.setState(position.order)
    }
    let isRepeated = position.batches >= loader.count && trainer.stepCount < total
    output = try folder.map { [trainer] folder in
      try RunOutput(
        configuration, digits, fingerprint: fingerprint, folder, progress, saved: saved,
        step: trainer.stepCount, isRepeated: isRepeated)
    }
    guard let saved else { return }
    // From now on the run has these settings, whenever it is stopped.
    if saved.configuration != configuration { try output?.saveCheckpoint(trainer, at: position) }
    output?.progress.say(
      "going on at step \(trainer.stepCount) of \(total), epoch \(position.epoch)")
  }

  /// The batches, or one rank's part of each.
  private static func loader(
    _ digits: DigitImages, _ configuration: RunConfiguration, _ order: RandomGenerator,
    _ world: ProcessGroup
  ) -> DataLoader<DigitImages> {
    func parts(_ sampler: some Sampler) -> DataLoader<DigitImages> {
      let whole = BatchSampler(sampler, batchSize: configuration.batchSize, dropLast: true)
      return DataLoader(
        digits, batchSampler: ShardedBatches(of: whole, ranks: world.size, rank: world.rank),
        generator: order)
    }
    return configuration.shuffle
      ? parts(RandomSampler(count: digits.count, generator: order))
      : parts(SequentialSampler(count: digits.count))
  }

  /// Trains.
  ///
  /// - Throws: ``RunInterrupted`` after a signal, when a checkpoint is saved.
  func start() throws {
    try joinReplicas()
    if configuration.checkpointEvery != 0 { Interruption.watch() }
    output?.progress.begin(at: trainer.stepCount)
    while trainer.stepCount < total {
      let epoch = position.epoch
      try trainEpoch()
      try output?.saveResults(trainer, epoch: epoch)
      let isLast = trainer.stepCount == total
      if configuration.checkpointEvery == nil || isLast { try saveCheckpoint() }
    }
    try output?.complete()
  }

  /// Makes the trainer one of several that all begin with the first one's state.
  private func joinReplicas() throws {
    if world.size == 1 { return }
    let state = try trainer.stateDict().map { ($0.name, try world.broadcast($0.tensor)) }
    try trainer.loadStateDict(state)
    trainer.replica = Replica(index: world.rank, count: world.size) { [world] parameters in
      do throws(DistributedError) {
        try world.averageGradients(of: parameters)
      } catch {
        world.abort(error)
      }
    }
  }

  /// Does the batches of the epoch that are left.
  private func trainEpoch() throws {
    var batches = loader.makeIterator()
    for _ in 0..<min(position.batches, loader.count) { _ = batches.next() }
    while let batch = batches.next() {
      let report = try trainer.step(real: batch.images)
      position.batches += 1
      let step = trainer.stepCount
      let rate = output?.progress.advance(to: step, images: configuration.batchSize) ?? 0
      if step % configuration.logEvery == 0 || step == total {
        try log(report, step, rate)
      }
      // Where all steps are done, results come before the checkpoint.
      if step == total { return }
      if let number = try signalNumber() {
        try saveCheckpoint()
        try world.barrier()
        output?.progress.end()
        throw RunInterrupted(signalNumber: number, step: step)
      }
      if let every = configuration.checkpointEvery, every > 0, step % every == 0 {
        try saveCheckpoint()
      }
    }
    position = RunPosition(epoch: position.epoch + 1, order: order.state)
  }

  /// Records a step; its losses and scores are the means over the ranks.
  private func log(_ report: StepReport, _ step: Int, _ rate: Double) throws {
    let own = [report.lossG, report.lossD, report.realScore, report.fakeScore]
    let mean = try world.allReduce(Tensor(own, dtype: .float64), by: .average)
      .array(of: Double.self)
    try output?.add(
      MetricsRecord(
        step: step, epoch: position.epoch, lossG: mean[0], lossD: mean[1], realScore: mean[2],
        fakeScore: mean[3], imagesPerSecond: rate))
  }

  /// The signal that any rank has received, so that all stop after the same step; nil if there is none.
  private func signalNumber() throws -> Int32? {
    if world.size == 1 { return Interruption.signalNumber }
    let number = try world.allReduce(Tensor(Int(Interruption.signalNumber ?? 0)), by: .max)
      .item(as: Int.self)
    return number == 0 ? nil : Int32(number)
  }

  private func saveCheckpoint() throws { try output?.saveCheckpoint(trainer, at: position) }
}

import CommandSupport
import KagamiData
import KagamiDistributed
import KagamiGAN

extension TrainCommand {
  /// What a run in a folder goes on from.
  ///
  /// Every rank reads the checkpoint; the first one keeps the folder.
  func goOn(in path: String, _ world: ProcessGroup) throws -> Preparation {
    guard !path.isEmpty else {
      throw UsageError("--resume: expected a folder, found an empty path")
    }
    let folder = world.rank == 0 ? try RunFolder(resuming: path) : nil
    let newest = try folder?.newestCheckpoint() ?? RunFolder.newestCheckpoint(in: path)
    if let reason = newest.reason, world.rank == 0 {
      StandardStreams.writeError("going on from \(newest.path): \(reason)\n")
    }
    let saved = try SavedRun(newest)
    let configuration = try prolonged(saved.configuration, in: path)
    try configuration.check(ranks: world.size)
    let digits = try images(configuration, from: data ?? configuration.data)
    if let events = configuration.tensorboard, world.rank == 0 { try TensorBoardLog.check(events) }
    return Preparation(
      configuration: configuration, digits: digits, folder: folder, saved: saved)
  }

  /// The settings of a saved run, with those flags that may change them.
  private func prolonged(
    _ saved: RunConfiguration, in path: String
  ) throws(UsageError) -> RunConfiguration {
    func refuse(_ flag: String, _ own: Any) throws(UsageError) {
      throw UsageError(
        "\(flag): the run in \(path) has \(own); leave the flag out, or begin a new run with --out")
    }
    func same<T: Equatable>(_ flag: String, _ given: T?, _ own: T?) throws(UsageError) {
      guard let given, given != own else { return }
      try refuse("\(flag) \(given)", own.map { "\($0)" } ?? "none")
    }
    if let out, out != path {
      throw UsageError("--out \(out): a run that goes on stays in its folder, \(path)")
    }
    try same("--split", split?.rawValue, saved.split)
    try same("--batch-size", batchSize, saved.batchSize)
    try same("--latent", latent, saved.latent)
    try same("--lr", lr, saved.lr)
    try same("--beta1", beta1, saved.beta1)
    try same("--beta2", beta2, saved.beta2)
    try same("--seed", seed, saved.seed)
    try same("--recipe", recipe?.rawValue, saved.recipe.rawValue)
    try same("--log-every", logEvery, saved.logEvery)
    if noShuffle, saved.shuffle { try refuse("--no-shuffle", "shuffled images") }

    var result = saved
    if let epochs {
      if saved.epochs == .max { try refuse("--epochs \(epochs)", "--steps alone") }
      if epochs < saved.epochs {
        try refuse("--epochs \(epochs)", "\(saved.epochs), and can only be made longer")
      }
      result.epochs = epochs
    }
    if let steps {
      guard let own = saved.steps, steps >= own else {
        try refuse(
          "--steps \(steps)",
          saved.steps.map { "\($0), and can only be made longer" } ?? "no --steps")
        return result
      }
      result.steps = steps
    }
    result.tensorboard = tensorboard ?? saved.tensorboard
    result.checkpointEvery = checkpointEvery ?? saved.checkpointEvery
    try result.check()
    return result
  }
}

import Foundation
import KagamiData
import KagamiGAN
import KagamiTensorBoard

/// What a training run leaves for TensorBoard: event files in a folder of their own.
///
/// Everything is at the number of steps that were done, so that charts, pictures and distributions are along one
/// axis. The file is written to as the run goes, and TensorBoard may show it meanwhile.
final class TensorBoardLog {
  private let writer: SummaryWriter

  /// Makes the folder, or throws if a run could not write there.
  static func check(_ folder: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw RunError("--tensorboard \(folder): expected a folder that can be written to")
    }
    guard access(folder, W_OK | X_OK) == 0 else {
      throw RunError("--tensorboard \(folder): expected a folder that can be written to")
    }
  }

  /// Begins the events of a new run, which take the place of those of an earlier one in the folder.
  ///
  /// - Parameter settings: The run's settings as JSON.
  init(_ folder: String, settings: [UInt8]) throws {
    writer = try SummaryWriter(folder, purgeStep: 0)
    try add(settings: settings, step: 0)
    try writer.flush()
  }

  /// Goes on with the events of a run in a file of their own.
  ///
  /// - Parameters:
  ///   - settings: The run's settings as JSON, if they are not those that the folder has.
  ///   - step: The steps that are done; what the folder has of later ones is dropped.
  ///   - isRepeated: Whether the results of this step are written again.
  ///   - records: The metrics so far.
  ///   - isMoved: Whether the folder is another one than before; it is then given the metrics so far.
  init(
    _ folder: String, settings: [UInt8]?, goingOnAt step: Int, isRepeated: Bool,
    records: [MetricsRecord], isMoved: Bool
  ) throws {
    let first = isRepeated ? step : step + 1
    writer = try SummaryWriter(folder, purgeStep: isMoved ? 0 : first)
    if let settings { try add(settings: settings, step: step) }
    for record in records where isMoved || record.step >= first { try addScalars(record) }
    try writer.flush()
  }

  /// Adds a logged step.
  func add(_ record: MetricsRecord) throws {
    try addScalars(record)
    try writer.flush()
  }

  /// Adds what there is of an epoch: samples, and the weights of both networks.
  func add(_ samples: GrayImage, _ trainer: any AdversarialTrainer, step: Int) throws {
    try writer.addImage("samples", samples, step: step)
    for (network, module) in [
      ("generator", trainer.generator), ("discriminator", trainer.discriminator),
    ] {
      for (name, parameter) in module.namedParameters() where parameter.value.count > 0 {
        try writer.addHistogram("\(network)/\(name)", parameter.value, step: step)
      }
    }
    try writer.flush()
  }

  /// Writes what waits.
  func close() throws { try writer.close() }

  private func add(settings: [UInt8], step: Int) throws {
    let json = String(decoding: settings, as: UTF8.self)
    try writer.addText("configuration", "```json\n\(json)```", step: step)
  }

  private func addScalars(_ record: MetricsRecord) throws {
    for (tag, value) in [
      ("loss/generator", record.lossG), ("loss/discriminator", record.lossD),
      ("score/D(x)", record.realScore), ("score/D(G(z))", record.fakeScore),
      ("progress/epoch", Double(record.epoch)),
      ("progress/images per second", record.imagesPerSecond),
    ] {
      try writer.addScalar(tag, value, step: record.step)
    }
  }
}

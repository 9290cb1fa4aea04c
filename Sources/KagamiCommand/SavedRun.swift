import CommandSupport
import Foundation
import Kagami
import KagamiData
import KagamiGAN

/// How far a run is in its data.
struct RunPosition: Equatable {
  /// The epoch that goes on, counted from 1.
  var epoch = 1
  /// Its batches that are done.
  var batches = 0
  /// The state of the stream of orders as the epoch began, from which its order is drawn again.
  var order: [UInt8]
}

/// A run as a checkpoint holds it.
///
/// Tensors: `trainer.…`, and the states `random` of the stream that noise is drawn from and `order` of that of
/// orders as the epoch began. Values: `program`, `configuration` as JSON, `images` (the data set's fingerprint),
/// `epoch`, `batches`, `metricsBytes` and `metricsRecords`.
struct SavedRun {
  private static let program = "kagami train"

  var configuration: RunConfiguration
  /// The fingerprint of the images.
  var images: String
  var position: RunPosition
  var metrics: MetricsLog.Place
  private let checkpoint: Checkpoint

  /// A run as it is now.
  init(
    _ trainer: any AdversarialTrainer, _ configuration: RunConfiguration, images: String,
    _ position: RunPosition, _ metrics: MetricsLog.Place
  ) throws {
    (self.configuration, self.images) = (configuration, images)
    (self.position, self.metrics) = (position, metrics)
    var checkpoint = Checkpoint()
    checkpoint.set(trainer.stateDict(), under: "trainer")
    checkpoint.set(RandomGenerator.current, as: "random")
    let order = RandomGenerator()
    try order.setState(position.order)
    checkpoint.set(order, as: "order")
    checkpoint["program"] = .string(Self.program)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    checkpoint["configuration"] = .string(
      String(decoding: try encoder.encode(configuration), as: UTF8.self))
    checkpoint["images"] = .string(images)
    checkpoint["epoch"] = .integer(position.epoch)
    checkpoint["batches"] = .integer(position.batches)
    checkpoint["metricsBytes"] = .integer(metrics.bytes)
    checkpoint["metricsRecords"] = .integer(metrics.count)
    self.checkpoint = checkpoint
  }

  /// The run in a file.
  init(_ newest: Checkpoint.Newest) throws {
    let (path, checkpoint) = (newest.path, newest.checkpoint)
    func refusal(_ reason: String) -> RunError { RunError("\(path): \(reason)") }
    guard checkpoint["program"]?.string == Self.program else {
      throw refusal("expected a checkpoint of \(Self.program)")
    }
    do {
      let json = Data(try checkpoint.string("configuration").utf8)
      configuration = try JSONDecoder().decode(RunConfiguration.self, from: json)
      try configuration.check()
      images = try checkpoint.string("images")
      let order = RandomGenerator()
      try checkpoint.restore(order, from: "order")
      position = RunPosition(
        epoch: try checkpoint.integer("epoch"), batches: try checkpoint.integer("batches"),
        order: order.state)
      metrics = MetricsLog.Place(
        bytes: try checkpoint.integer("metricsBytes"),
        count: try checkpoint.integer("metricsRecords"))
    } catch is DecodingError {
      throw refusal("\"configuration\" is not that of a run")
    } catch {
      throw refusal("\(error)")
    }
    guard position.epoch >= 1, position.batches >= 0, metrics.bytes >= 0, metrics.count >= 0 else {
      throw refusal("a count is negative")
    }
    self.checkpoint = checkpoint
  }

  /// Writes the run's checkpoint.
  func save(in folder: RunFolder) throws { try folder.save(checkpoint) }

  /// Gives a trainer and the current stream the state that they had.
  func restore(_ trainer: any AdversarialTrainer) throws {
    try trainer.loadStateDict(checkpoint.tensors(under: "trainer"))
    try checkpoint.restore(.current, from: "random")
  }
}

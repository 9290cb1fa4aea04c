import Foundation
import KagamiData
import TestSupport
import Testing

/// `kagami train --tensorboard` leaves for TensorBoard what it leaves in its folder.
@Suite struct TensorBoardLogTests {
  /// Ten images, of which two make a batch: five steps in an epoch.
  private let data: DigitsFolder
  private let out: TemporaryFolder
  private let events: TemporaryFolder

  init() throws {
    data = try DigitsFolder(train: 10, test: 1)
    (out, events) = (try TemporaryFolder(), try TemporaryFolder())
  }

  private func train(_ options: String...) throws -> Command {
    try Command(
      arguments: [
        "train", "--data", data.path, "--batch-size", "2", "--latent", "4", "--log-every", "2",
        "--out", out.path,
      ] + options)
  }

  /// What TensorBoard shows of the folder, whose files are taken in the order in which they were begun.
  private func shown(
    in folder: TemporaryFolder
  ) throws -> [String: [(step: Int, value: WireMessage)]] {
    let paths = try folder.names.filter { $0.contains("tfevents") }.map { name in
      let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder.path)/\(name)")
      return (name, (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0)
    }
    let files = try paths.sorted { $0.1 < $1.1 }.map { try folder.read($0.0) }
    return try #require(EventReader.values(files))
  }

  /// Compares the scalars with the lines of `metrics.jsonl`.
  private func expectScalarsOfMetrics(
    _ shown: [String: [(step: Int, value: WireMessage)]]
  ) throws {
    let text = String(decoding: try out.read("metrics.jsonl"), as: UTF8.self)
    let records = try text.split(separator: "\n").map { line in
      try #require(
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Double])
    }
    for (tag, key) in [
      ("loss/generator", "lossG"), ("loss/discriminator", "lossD"), ("score/D(x)", "realScore"),
      ("score/D(G(z))", "fakeScore"), ("progress/epoch", "epoch"),
    ] {
      let values = shown[tag] ?? []
      #expect(values.map { Double($0.step) } == records.map { $0["step"] }, "\(tag)")
      #expect(values.map { $0.value.float(2) } == records.map { $0[key].map(Float.init) }, "\(tag)")
    }
    #expect(shown["progress/images per second"]?.count == records.count)
  }

  @Test func aRunLeavesMetricsSamplesWeightsAndSettings() throws {
    let run = try train("--epochs", "2", "--tensorboard", "\(events.path)/a/b")
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    #expect(run.output.contains("events: \(events.path)/a/b"))
    let shown = try shown(in: events)
    try expectScalarsOfMetrics(shown)
    let samples = shown["samples"] ?? []
    #expect(samples.map(\.step) == [5, 10])
    for (epoch, sample) in samples.enumerated() {
      let image = try #require(sample.value.message(4))
      let picture = try PNG.decodeGray(#require(image.data(4)))
      #expect(image.integer(1) == picture.height && image.integer(2) == picture.width)
      #expect(
        try PNG.decodeGray(out.read("samples/epoch-00\(epoch + 1).png")) == picture)
    }
    for (network, tensors) in [
      ("generator", try Safetensors.load(out.path + "/generator.safetensors").tensors),
      ("discriminator", try Safetensors.load(out.path + "/discriminator.safetensors").tensors),
    ] {
      let tags = shown.keys.filter { $0.hasPrefix(network + "/") }
      #expect(tags.count > 3 && tags.count <= tensors.count)
      for tag in tags {
        let values = shown[tag] ?? []
        let weights = try #require(tensors.first { "\(network)/\($0.name)" == tag }?.tensor)
        let last = try #require(values.last?.value.message(5))
        #expect(values.map(\.step) == [5, 10])
        let least = last.integer(1).map { Double(bitPattern: UInt64(bitPattern: Int64($0))) }
        #expect(least == weights.array(of: Double.self).min(), "\(tag)")
      }
    }
    let settings = try #require(shown["configuration/text_summary"])
    #expect(settings.count == 1 && settings[0].step == 0)
    let json = String(decoding: try out.read("config.json"), as: UTF8.self)
    #expect(settings[0].value.message(8)?.text(8) == "```json\n\(json)```")
    #expect(json.contains("\"tensorboard\" : \"\(events.path)/a/b\""))
  }

  /// A run that was made longer writes its last results again, at the same step.
  @Test func aRunGoesOnInItsFolder() throws {
    #expect(try train("--epochs", "2", "--tensorboard", events.path).status == 0)
    let longer = try Command("train", "--resume", out.path, "--epochs", "4")
    #expect(longer.status == 0, "\(longer.errors)")
    #expect(events.names.count == 2)
    var shown = try shown(in: events)
    try expectScalarsOfMetrics(shown)
    #expect(shown["samples"]?.map(\.step) == [5, 10, 15, 20])
    #expect(shown["configuration/text_summary"]?.map(\.step) == [0, 10])
    // Nothing is left to be done, and nothing is lost.
    #expect(try Command("train", "--resume", out.path).status == 0)
    shown = try self.shown(in: events)
    try expectScalarsOfMetrics(shown)
    #expect(shown["samples"]?.map(\.step) == [5, 10, 15, 20])
  }

  /// The newest checkpoint is of step 9, and step 10 is done again.
  @Test func whatIsDoneAgainIsShownOnce() throws {
    let run = try train("--tensorboard", events.path, "--checkpoint-every", "3", "--epochs", "2")
    #expect(run.status == 0, "\(run.errors)")
    // As a killed run leaves it.
    try out.write(
      try out.read("checkpoint-previous.safetensors"), to: "checkpoint.safetensors")
    let resumed = try Command("train", "--resume", out.path)
    #expect(resumed.output.hasPrefix("going on at step 9 of 10"), "\(resumed.output)")
    let shown = try shown(in: events)
    try expectScalarsOfMetrics(shown)
    #expect(shown["samples"]?.map(\.step) == [5, 10])
  }

  @Test func anotherFolderIsGivenTheMetricsSoFar() throws {
    #expect(try train("--epochs", "1").status == 0)
    #expect(events.names.isEmpty)
    let resumed = try Command(
      "train", "--resume", out.path, "--epochs", "2", "--tensorboard", events.path)
    #expect(resumed.status == 0, "\(resumed.errors)")
    let shown = try shown(in: events)
    try expectScalarsOfMetrics(shown)
    #expect(shown["samples"]?.map(\.step) == [5, 10])
  }

  @Test func aNewRunTakesTheOldOnesPlace() throws {
    #expect(try train("--epochs", "2", "--tensorboard", events.path).status == 0)
    #expect(try train("--epochs", "1", "--tensorboard", events.path).status == 0)
    let shown = try shown(in: events)
    try expectScalarsOfMetrics(shown)
    #expect(shown["samples"]?.map(\.step) == [5])
  }

  @Test func aFolderThatCannotBeIsOneLineBeforeTraining() throws {
    try events.write([1], to: "file")
    for (folder, words) in [
      ("\(events.path)/file/run", "--tensorboard \(events.path)/file/run: expected a folder"),
      ("", "--tensorboard: expected a folder, found an empty path"),
    ] {
      let run = try train("--tensorboard", folder)
      #expect(run.complaint?.contains(words) == true, "\(run.errors)")
      #expect(out.names.isEmpty && run.output.isEmpty)
    }
  }
}

import Foundation
import KagamiData
import KagamiGAN

/// One logged step, as a line of `metrics.jsonl` holds it.
struct MetricsRecord: Codable, Equatable {
  var step: Int
  var epoch: Int
  var lossG: Double
  var lossD: Double
  var realScore: Double
  var fakeScore: Double
  var imagesPerSecond: Double

  /// The line, keys in the order above.
  var line: String {
    """
    {"step":\(step),"epoch":\(epoch),"lossG":\(lossG),"lossD":\(lossD),\
    "realScore":\(realScore),"fakeScore":\(fakeScore),\
    "imagesPerSecond":\((imagesPerSecond * 10).rounded() / 10)}
    """
  }
}

/// The logged steps of a run, in memory and line by line in a file.
final class MetricsLog {
  private(set) var records: [MetricsRecord] = []
  private let handle: FileHandle

  /// Starts an empty file.
  init(path: String) throws {
    try AtomicFile.write([], to: path)
    guard let handle = FileHandle(forWritingAtPath: path) else {
      throw RunError("\(path): cannot be written")
    }
    self.handle = handle
  }

  /// Goes on with a file: what it holds beyond a place is dropped.
  ///
  /// - Parameter place: What ``flushed()`` gave.
  init(path: String, from place: Place) throws {
    let bytes = try FileReader.read(path)
    let lines = bytes.prefix(place.bytes).split(separator: UInt8(ascii: "\n"))
    let decoder = JSONDecoder()
    records = lines.compactMap { try? decoder.decode(MetricsRecord.self, from: Data($0)) }
    guard bytes.count >= place.bytes, records.count == place.count, lines.count == place.count,
      let handle = FileHandle(forUpdatingAtPath: path)
    else {
      throw RunError(
        "\(path): expected the \(place.count) records of the run so far in its first "
          + "\(place.bytes) bytes, found \(records.count) in \(min(bytes.count, place.bytes))")
    }
    try handle.truncate(atOffset: UInt64(place.bytes))
    self.handle = handle
  }

  /// How far a file is.
  struct Place: Equatable {
    var bytes: Int
    var count: Int
  }

  /// Waits until all records are on the disk.
  ///
  /// - Returns: Where the next will be.
  func flushed() throws -> Place {
    try handle.synchronize()
    return Place(bytes: Int(try handle.offset()), count: records.count)
  }

  /// Adds a step.
  func append(_ record: MetricsRecord) throws {
    records.append(record)
    try handle.write(contentsOf: Data((record.line + "\n").utf8))
  }

  /// Both losses over the steps, as an SVG picture.
  func chart(title: String) -> String {
    let steps = records.map { Double($0.step) }
    let smoothing = records.count > 40 ? 0.9 : 0
    let chart = LineChart(
      title: title, xLabel: "step", yLabel: "loss",
      series: [
        .init(name: "generator", x: steps, y: records.map(\.lossG), smoothing: smoothing),
        .init(name: "discriminator", x: steps, y: records.map(\.lossD), smoothing: smoothing),
      ])
    return chart.svg()
  }
}

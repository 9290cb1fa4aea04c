import Foundation
import KagamiData

/// The folder that a run leaves its files in.
///
/// If an earlier run is there, the new one is kept in a folder inside it until it is complete, and
/// then takes its place file by file; until then nothing of the earlier run is touched.
final class RunFolder {
  /// Everything that a run may leave, so that none of an earlier one's files survives a new run.
  private static let names = [
    "config.json", "metrics.jsonl", "losses.png", "samples", "generator.safetensors",
    "discriminator.safetensors", "generator-average.safetensors",
  ]

  /// The folder that was asked for.
  let path: String

  private let staging: String
  private let isStaged: Bool
  private var files: FileManager { FileManager.default }

  /// Makes the folder, or finds it.
  init(_ path: String) throws {
    self.path = path
    isStaged = FileManager.default.fileExists(atPath: path + "/config.json")
    staging = isStaged ? path + "/.incomplete" : path
    if isStaged { try? files.removeItem(atPath: staging) }
    for folder in [staging, staging + "/samples"] {
      do {
        try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
      } catch {
        throw UsageError("--out \(path): expected a folder that can be written to")
      }
    }
    // Creating a folder that is there already succeeds without the right to write into it.
    guard files.isWritableFile(atPath: staging) else {
      throw UsageError("--out \(path): expected a folder that can be written to")
    }
  }

  /// Writes a file of the run, whole or not at all.
  func write(_ bytes: [UInt8], to name: String) throws {
    try AtomicFile.write(bytes, to: place(of: name))
  }

  /// Where a file of the run is while the run goes on.
  func place(of name: String) -> String { "\(staging)/\(name)" }

  /// Lets the finished run take the place of an earlier one.
  func complete() throws {
    guard isStaged else { return }
    for name in Self.names { try? files.removeItem(atPath: path + "/" + name) }
    for name in try files.contentsOfDirectory(atPath: staging) {
      try files.moveItem(atPath: place(of: name), toPath: path + "/" + name)
    }
    try files.removeItem(atPath: staging)
  }

  /// Takes away what an unfinished run left beside an earlier one.
  func abandon() {
    if isStaged { try? files.removeItem(atPath: staging) }
  }
}

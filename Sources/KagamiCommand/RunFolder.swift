import CommandSupport
import Foundation
import KagamiData

/// The folder that a run leaves its files in.
///
/// Only files that an earlier run wrote, as its marker lists them, are replaced; everything else stays, and a
/// run does not begin where something of another origin has one of its names. Where an earlier run is
/// found, the new one writes into a folder inside it until it is complete, and then takes its place
/// file by file. So what was saved, by either, survives a run that fails or is killed.
final class RunFolder {
  /// Everything but the pictures that a run may leave.
  private static let fixedNames = [
    "config.json", "metrics.jsonl", "losses.svg", "generator.safetensors",
    "discriminator.safetensors", "generator-average.safetensors", checkpointName, previousName,
  ]
  private static let checkpointName = "checkpoint.safetensors"
  private static let previousName = Checkpoint.previousPath(of: checkpointName)
  private static let stagingName = ".incomplete"

  /// Whether a run may write a file of this name.
  static func isRunFile(_ name: String) -> Bool {
    if fixedNames.contains(name) { return true }
    guard name.hasPrefix("samples/epoch-"), name.hasSuffix(".png") else { return false }
    let digits = name.dropFirst("samples/epoch-".count).dropLast(".png".count)
    return !digits.isEmpty && digits.allSatisfy { ("0"..."9").contains($0) }
  }

  /// The folder that was named.
  let path: String
  /// Where the run writes until it is complete.
  let staging: String
  /// What the folder holds already, in words, or nil if there is nothing to report.
  let note: String?

  private let marker: RunMarker
  private let stagingMarker: RunMarker?

  /// Throws if a run could not write into a folder, and leaves everything as it is.
  static func check(_ path: String) throws {
    guard !path.isEmpty else { throw UsageError("--out: expected a folder, found an empty path") }
    try refuseForeignFiles(in: path)
    let staging = "\(path)/\(stagingName)"
    if !RunMarker.names(in: path).isEmpty { try refuseForeignFiles(in: staging) }
  }

  /// Creates the folder if it is missing, and locks it for this run.
  init(_ path: String) throws {
    self.path = path
    try Self.check(path)
    try Self.make(path, path)
    marker = try RunMarker(folder: path)
    // Once more: another run may have started in between.
    try Self.check(path)
    let isStaged = marker.names.contains { Self.kind("\(path)/\($0)") != nil }
    staging = isStaged ? "\(path)/\(Self.stagingName)" : path
    var stagingMarker: RunMarker?
    var words: [String] = []
    if isStaged {
      words.append("\(path) holds an earlier run, which stays until this one is complete")
      let unfinished = RunMarker.names(in: staging)
      if !unfinished.isEmpty { words.append("an unfinished one in \(staging) is replaced") }
      for name in unfinished { unlink("\(staging)/\(name)") }
      try Self.make(staging, path)
      let made = try RunMarker(folder: staging)
      try made.replace([])
      stagingMarker = made
    } else {
      try marker.replace([])
    }
    self.stagingMarker = stagingMarker
    note = words.isEmpty ? nil : words.joined(separator: "; ")
    try prepare("--out")
  }

  /// Locks the folder of a run that is to be gone on with; what it wrote stays.
  ///
  /// A run that was to take the place of an earlier one is in the folder inside.
  init(resuming path: String) throws {
    self.path = path
    _ = try Self.placeOfCheckpoint(in: path)
    marker = try RunMarker(folder: path)
    // Once more: another run may have been at work in between.
    staging = try Self.placeOfCheckpoint(in: path)
    stagingMarker = staging == path ? nil : try RunMarker(folder: staging)
    note = nil
    try prepare("--resume")
  }

  /// Makes what is missing, and removes what a killed run left half written.
  private func prepare(_ flag: String) throws {
    try Self.make(staging + "/samples", path)
    for folder in Set([path, path + "/samples", staging, staging + "/samples"]) {
      guard Self.kind(folder) != nil else { continue }
      guard access(folder, W_OK | X_OK) == 0 else { throw Self.unusable(path, flag) }
      for name in Self.contents(folder) where AtomicFile.isTemporary(name) {
        unlink("\(folder)/\(name)")
      }
    }
  }

  /// The folder in which a run has a checkpoint.
  private static func placeOfCheckpoint(in path: String) throws -> String {
    for folder in ["\(path)/\(stagingName)", path] {
      let listed = RunMarker.names(in: folder)
      let isThere = [checkpointName, previousName].contains { name in
        listed.contains(name) && kind("\(folder)/\(name)") != nil
      }
      if isThere { return folder }
    }
    throw RunError(
      "--resume \(path): expected a folder in which kagami train left a checkpoint, found none")
  }

  /// Writes a file of the run, whole or not at all.
  func write(_ bytes: [UInt8], to name: String) throws {
    try AtomicFile.write(bytes, to: claim(name))
  }

  /// Where a file of the run is to be written; from now on it is the run's.
  func claim(_ name: String) throws -> String {
    try (stagingMarker ?? marker).add(name)
    return "\(staging)/\(name)"
  }

  /// Writes a checkpoint, and keeps the one before.
  func save(_ checkpoint: Checkpoint) throws {
    let file = try claim(Self.checkpointName)
    if Self.kind(file) != nil { _ = try claim(Self.previousName) }
    try checkpoint.save(to: file)
  }

  /// The newest whole checkpoint of the run.
  func newestCheckpoint() throws -> Checkpoint.Newest {
    try Checkpoint.loadNewest("\(staging)/\(Self.checkpointName)")
  }

  /// The newest whole checkpoint of the run in a folder that another process keeps.
  static func newestCheckpoint(in path: String) throws -> Checkpoint.Newest {
    try Checkpoint.loadNewest("\(placeOfCheckpoint(in: path))/\(checkpointName)")
  }

  /// Lets the finished run take the place of an earlier one.
  ///
  /// Its checkpoint comes last: if the process is killed before, the run is gone on with at this point, and what
  /// has moved already is not there any more.
  func complete() throws {
    guard let stagingMarker else { return }
    let old = marker.names
    var new = stagingMarker.names.filter { $0 != Self.checkpointName && $0 != Self.previousName }
    for name in [Self.previousName, Self.checkpointName]
    where Self.kind("\(staging)/\(name)") != nil {
      new.append(name)
    }
    // Both lists first: a run that is killed here leaves nothing that is not listed.
    for name in new { try marker.add(name) }
    try Self.make(path + "/samples", path)
    for name in new where Self.kind("\(staging)/\(name)", followed: false) != nil {
      guard rename("\(staging)/\(name)", "\(path)/\(name)") == 0 else {
        throw FileError.unwritable(
          path: "\(path)/\(name)", step: "renaming into place",
          reason: String(cString: strerror(errno)))
      }
    }
    for name in old where !new.contains(name) { unlink("\(path)/\(name)") }
    try marker.replace(new)
    unlink("\(staging)/\(RunMarker.name)")
    // Only if they are empty: what is not the run's stays.
    rmdir(staging + "/samples")
    rmdir(staging)
  }

  /// Where a failed run's files are, if not in the folder itself.
  var remains: String? { stagingMarker == nil ? nil : staging }

  private static func refuseForeignFiles(in folder: String) throws {
    switch kind(folder) {
    case nil: return
    case S_IFDIR: break
    default: throw unusable(folder)
    }
    let listed = Set(RunMarker.names(in: folder))
    let samples = contents(folder + "/samples").map { "samples/" + $0 }.filter(isRunFile)
    for name in fixedNames + samples {
      guard let kind = kind("\(folder)/\(name)", followed: false) else { continue }
      guard listed.contains(name), kind == S_IFREG || kind == S_IFLNK else {
        throw RunError(
          "--out \(folder): \(name) is there and no run of kagami wrote it; "
            + "expected another folder, or move the file away")
      }
    }
    if let kind = kind(folder + "/samples"), kind != S_IFDIR {
      throw RunError("--out \(folder): samples is there and is no folder; expected another folder")
    }
  }

  private static func make(_ folder: String, _ path: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw unusable(path)
    }
  }

  private static func unusable(_ path: String, _ flag: String = "--out") -> RunError {
    RunError("\(flag) \(path): expected a folder that can be written to")
  }

  private static func contents(_ folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
  }

  /// The type of what is at a path, or nil if nothing is.
  private static func kind(_ path: String, followed: Bool = true) -> mode_t? {
    var status = stat()
    guard (followed ? stat(path, &status) : lstat(path, &status)) == 0 else { return nil }
    return status.st_mode & S_IFMT
  }
}

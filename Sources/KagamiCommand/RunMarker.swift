import Foundation
import KagamiData

/// The file in a folder that makes it a run's: it lists what runs wrote there, and is locked while
/// one goes on.
///
/// It is never replaced by another file, because the lock is on this one; names are added at its end
/// before their files are written. The system releases the lock when the process ends, however it does.
final class RunMarker {
  static let name = ".kagami-run"
  private static let heading = "Written by kagami train; the next run replaces these files:"

  private let path: String
  private let descriptor: Int32
  /// What runs wrote, by name in the folder.
  private(set) var names: [String]

  /// The names that a marker lists, or none where there is no marker.
  ///
  /// Only names that a run may write are believed: a marker from elsewhere cannot have others deleted.
  static func names(in folder: String) -> [String] {
    let path = "\(folder)/\(name)"
    guard let bytes = try? FileReader.read(path, limit: 1 << 24) else { return [] }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    guard lines.first == heading else { return [] }
    return lines.dropFirst().filter(RunFolder.isRunFile)
  }

  /// Creates the marker if it is missing, and locks it.
  init(folder: String) throws {
    path = "\(folder)/\(Self.name)"
    descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o666)
    names = []
    guard descriptor >= 0 else {
      throw FileError.unwritable(
        path: folder, step: "opening \(Self.name)", reason: String(cString: strerror(errno)))
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      throw errno == EWOULDBLOCK
        ? RunError("\(folder): another run is writing into this folder")
        : FileError.unwritable(
          path: folder, step: "locking \(Self.name)", reason: String(cString: strerror(errno)))
    }
    names = Self.names(in: folder)
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Lists a name, on the disk before its file is.
  func add(_ name: String) throws {
    guard !names.contains(name) else { return }
    names.append(name)
    var status = stat()
    let isNew = fstat(descriptor, &status) == 0 && status.st_size == 0
    try write((isNew ? Self.heading + "\n" : "") + name + "\n")
  }

  /// Lists these names and no others.
  func replace(_ names: [String]) throws {
    self.names = names
    guard ftruncate(descriptor, 0) == 0 else { throw failure() }
    try write(([Self.heading] + names).joined(separator: "\n") + "\n")
  }

  private func write(_ text: String) throws {
    let bytes = Array(text.utf8)
    guard Foundation.write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0
    else { throw failure() }
  }

  private func failure() -> FileError {
    .unwritable(path: path, step: "writing", reason: String(cString: strerror(errno)))
  }
}

/// Why a run could not go on; one line.
struct RunError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

internal import Foundation
internal import KagamiData
internal import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file to which records are appended.
final class EventFile {
  /// The file; its name holds `tfevents`, by which readers find it.
  let path: String
  private var descriptor: Int32
  private var pending: [UInt8] = []

  /// Bytes that wait for a write.
  private static let capacity = 1 << 16
  /// Files that this process has begun, so that no two have one name.
  private static let count = Atomic<Int>(0)

  /// Begins a file in a folder, which is made if it is not there.
  ///
  /// - Parameter purgeStep: The step from which on events of files before this one are dropped; nil for none.
  init(in folder: String, purgeStep: Int? = nil) throws(FileError) {
    let now = Date().timeIntervalSince1970
    let number = Self.count.add(1, ordering: .relaxed).oldValue
    let seconds = String(Int(now))
    let time = String(repeating: "0", count: max(10 - seconds.count, 0)) + seconds
    path = "\(folder)/events.out.tfevents.\(time).\(Self.host).\(getpid()).\(number)"
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw .unwritable(path: folder, step: "making the folder", reason: error.localizedDescription)
    }
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o666)
    if descriptor < 0 {
      throw .unwritable(path: path, step: "creating", reason: systemMessage())
    }
    pending = EventRecord.fileVersion(wallTime: now)
    if let purgeStep { pending += EventRecord.sessionStart(step: purgeStep, wallTime: now) }
    try flush()
  }

  deinit { try? close() }

  private static var host: String {
    var name = [CChar](repeating: 0, count: 256)
    let found = gethostname(&name, 255) == 0
    let bytes = name.map { UInt8(bitPattern: $0) }.prefix { $0 != 0 && $0 != UInt8(ascii: "/") }
    let text = String(decoding: bytes, as: UTF8.self)
    return found && !text.isEmpty ? text : "localhost"
  }

  /// Appends a summary; it is written with others.
  func add(_ value: Fields, step: Int) throws(FileError) {
    try add(EventRecord.summary(value, step: step, wallTime: Date().timeIntervalSince1970))
  }

  /// Appends a graph.
  func add(graph: Fields) throws(FileError) {
    try add(EventRecord.graph(graph, wallTime: Date().timeIntervalSince1970))
  }

  private func add(_ record: [UInt8]) throws(FileError) {
    if descriptor < 0 {
      throw .unwritable(path: path, step: "adding an event", reason: "the writer is closed")
    }
    pending += record
    if pending.count >= Self.capacity { try flush() }
  }

  /// Writes what waits.
  func flush() throws(FileError) {
    if pending.isEmpty { return }
    if !SystemCalls.writeAll(descriptor, pending) {
      throw .unwritable(path: path, step: "writing", reason: systemMessage())
    }
    pending = []
  }

  /// Writes what waits, and closes the file.
  func close() throws(FileError) {
    if descriptor < 0 { return }
    try flush()
    let status = Self.closed(descriptor)
    descriptor = -1
    if status != 0 { throw .unwritable(path: path, step: "closing", reason: systemMessage()) }
  }

  private static func closed(_ descriptor: Int32) -> Int32 {
    #if canImport(Glibc)
      Glibc.close(descriptor)
    #elseif canImport(Musl)
      Musl.close(descriptor)
    #else
      Darwin.close(descriptor)
    #endif
  }
}

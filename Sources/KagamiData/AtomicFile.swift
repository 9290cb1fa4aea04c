#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Writes files so that a reader, or a crash, finds the old file or the new one and never a mixture.
public enum AtomicFile {
  /// Puts `bytes` at `path`, replacing what was there only once they are safely on the disk.
  ///
  /// The bytes go to a new file in the same folder, which is flushed, given the permissions of the
  /// file that it replaces, and renamed; then the folder is flushed. After an error the file
  /// at `path` is what it was, except that a failure of the last step leaves the new one.
  ///
  /// A symbolic link is followed: the file behind it is replaced, in its own folder. A device, a FIFO
  /// or `/dev/stdout` is written into. A file without the right to write is not replaced.
  ///
  /// - Parameters:
  ///   - bytes: The whole content.
  ///   - path: The file to write; its folder must exist.
  /// - Throws: ``FileError/unwritable(path:step:reason:)`` naming the step that failed.
  public static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
    try write(parts: CollectionOfOne(bytes), to: path)
  }

  /// Puts parts one after the other at `path`, as ``write(_:to:)`` does; each is formed when it is written, so
  /// that a file may be larger than half of the memory.
  ///
  /// - Parameter beforeReplacing: Is given the path behind links once the new file is on the disk, and the old
  ///   one still in its place; if it throws, the old one stays there.
  package static func write(
    parts: some Sequence<[UInt8]>, to path: String,
    beforeReplacing: (_ place: String) throws(FileError) -> Void = { (_) throws(FileError) in }
  ) throws(FileError) {
    switch try WriteTarget(path) {
    case .file(let place, let folder, let permissions):
      try replace(place, in: folder, permissions, parts, path, beforeReplacing)
    case .stream(let place):
      let descriptor = open(place, O_WRONLY | O_NOCTTY | O_CLOEXEC)
      guard descriptor >= 0 else { throw failure(path, "opening") }
      try fill(descriptor, with: parts, flushed: false, path)
    case .descriptor(let number):
      // A copy of it, to be closed; an opened `/dev/fd` would begin a plain file again.
      let descriptor = dup(number)
      guard descriptor >= 0 else { throw failure(path, "opening") }
      try fill(descriptor, with: parts, flushed: false, path)
    }
  }

  /// Checks whether a write to `path` can begin, without changing anything.
  ///
  /// For programs that compute for long before they write: a wrong path is then found at once.
  ///
  /// - Throws: ``FileError/unwritable(path:step:reason:)`` if the folder is missing or may not be written,
  ///   or if the path names a folder or a file that may not be written.
  public static func check(_ path: String) throws(FileError) {
    switch try WriteTarget(path) {
    case .file(_, let folder, _):
      guard access(folder, W_OK | X_OK) == 0 else {
        throw failure(path, "creating a file in \(folder)")
      }
    case .stream(let place):
      guard access(place, W_OK) == 0 else { throw failure(path, "opening") }
    case .descriptor(let number):
      let flags = fcntl(number, F_GETFL)
      guard flags >= 0 else { throw failure(path, "opening") }
      guard flags & O_ACCMODE != O_RDONLY else {
        throw .unwritable(path: path, step: "opening", reason: "it is open for reading only")
      }
    }
  }

  private static func replace(
    _ place: String, in folder: String, _ permissions: mode_t?, _ parts: some Sequence<[UInt8]>,
    _ path: String, _ beforeReplacing: (String) throws(FileError) -> Void
  ) throws(FileError) {
    let temporary = temporaryPath(in: folder)
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw failure(path, "creating a file in \(folder)") }
    // Best effort: on a file system without permissions the content still matters more.
    if let permissions { _ = fchmod(descriptor, permissions) }
    do throws(FileError) {
      try fill(descriptor, with: parts, flushed: true, path)
      try beforeReplacing(place)
      guard rename(temporary, place) == 0 else { throw failure(path, "renaming into place") }
    } catch {
      unlink(temporary)
      throw error
    }
    try flush(folder: folder, path)
  }

  /// How the names of unfinished files begin and end; one stays where a program is killed.
  private static let (temporaryPrefix, temporarySuffix) = (".kagami-", ".tmp")

  /// A path in `folder` for a file that is to be renamed.
  static func temporaryPath(in folder: String) -> String {
    let name = String(UInt64.random(in: .min ... .max), radix: 36)
    return "\(folder)/\(temporaryPrefix)\(name)\(temporarySuffix)"
  }

  /// Whether a name is that of a file that was never finished.
  package static func isTemporary(_ name: String) -> Bool {
    name.hasPrefix(temporaryPrefix) && name.hasSuffix(temporarySuffix)
  }

  /// Writes and closes; the descriptor is closed whatever happens.
  private static func fill(
    _ descriptor: Int32, with parts: some Sequence<[UInt8]>, flushed: Bool, _ path: String
  ) throws(FileError) {
    var problem: FileError?
    for part in parts where !SystemCalls.writeAll(descriptor, part) {
      problem = failure(path, "writing")
      break
    }
    if flushed, problem == nil, fsync(descriptor) != 0 { problem = failure(path, "flushing") }
    if close(descriptor) != 0, problem == nil { problem = failure(path, "closing") }
    if let problem { throw problem }
  }

  /// Makes the rename itself durable.
  private static func flush(folder: String, _ path: String) throws(FileError) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path, "opening \(folder) to flush it") }
    defer { close(descriptor) }
    // Some network file systems cannot flush a folder and return EINVAL.
    guard fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP else {
      throw failure(path, "flushing \(folder)")
    }
  }

  private static func failure(_ path: String, _ step: String) -> FileError {
    .unwritable(path: path, step: step, reason: systemMessage())
  }
}

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Writes files so that a reader, or a crash, sees the old file or the new one and never a mixture.
public enum AtomicFile {
  /// Puts `bytes` at `path`, replacing what stood there only once they are safely on the disk.
  ///
  /// The bytes go to a new file in the same folder, which is flushed, given the permissions of the
  /// file that it replaces, and renamed; then the folder is flushed. After an error the file
  /// at `path` is what it was, except that a failure of the last step leaves the new one.
  ///
  /// - Parameters:
  ///   - bytes: The whole content.
  ///   - path: The file to write; its folder must exist.
  /// - Throws: ``FileError/unwritable(path:step:reason:)`` naming the step that failed.
  public static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
    let folder = folderName(of: path)
    let temporary = "\(folder)/.kagami-\(String(UInt64.random(in: .min ... .max), radix: 36)).tmp"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw failure(path, "creating a file in \(folder)") }
    do throws(FileError) {
      try fill(descriptor, with: bytes, replacing: path)
      guard rename(temporary, path) == 0 else { throw failure(path, "renaming into place") }
    } catch {
      unlink(temporary)
      throw error
    }
    try flush(folder: folder, path)
  }

  /// Writes, flushes and closes; the descriptor is closed whatever happens.
  private static func fill(
    _ descriptor: Int32, with bytes: [UInt8], replacing path: String
  ) throws(FileError) {
    var problem: FileError?
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG {
      // Best effort: on a file system without permissions the content still matters more.
      _ = fchmod(descriptor, status.st_mode & 0o777)
    }
    if !writeAll(descriptor, bytes) {
      problem = failure(path, "writing")
    } else if fsync(descriptor) != 0 {
      problem = failure(path, "flushing")
    }
    if close(descriptor) != 0, problem == nil { problem = failure(path, "closing") }
    if let problem { throw problem }
  }

  private static func writeAll(_ descriptor: Int32, _ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var written = 0
      while written < buffer.count {
        let rest = UnsafeRawBufferPointer(rebasing: buffer[written...])
        #if canImport(Glibc)
          let sent = Glibc.write(descriptor, rest.baseAddress, rest.count)
        #elseif canImport(Musl)
          let sent = Musl.write(descriptor, rest.baseAddress, rest.count)
        #else
          let sent = Darwin.write(descriptor, rest.baseAddress, rest.count)
        #endif
        if sent < 0, errno == EINTR { continue }
        if sent <= 0 { return false }
        written += sent
      }
      return true
    }
  }

  /// Makes the rename itself durable.
  private static func flush(folder: String, _ path: String) throws(FileError) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path, "opening \(folder) to flush it") }
    defer { close(descriptor) }
    // Some network file systems cannot flush a folder and say so with EINVAL.
    guard fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP else {
      throw failure(path, "flushing \(folder)")
    }
  }

  private static func folderName(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func failure(_ path: String, _ step: String) -> FileError {
    .unwritable(path: path, step: step, reason: systemMessage())
  }
}

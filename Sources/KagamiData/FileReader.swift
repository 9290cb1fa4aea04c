#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Reads whole plain files.
public enum FileReader {
  /// What is at a path.
  enum Kind {
    case missing
    case file
    case folder
    case other
  }

  /// All bytes of the plain file at `path`.
  ///
  /// The file is read, not mapped: a mapped file that another process shortens kills its reader.
  ///
  /// - Parameters:
  ///   - path: The file; symbolic links are followed.
  ///   - limit: The most bytes to accept, checked before anything is allocated.
  /// - Throws: ``FileError`` if the file is missing, not a plain file, too large or unreadable.
  public static func read(_ path: String, limit: Int = 1 << 32) throws(FileError) -> [UInt8] {
    let file = try OpenFile(path, limit: limit)
    return try file.read(file.size)
  }

  static func kind(of path: String) -> Kind {
    if SystemCalls.fault(inPath: path) != nil { return .missing }
    var status = stat()
    guard stat(path, &status) == 0 else {
      return errno == ENOENT || errno == ENOTDIR ? .missing : .other
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    default: return .other
    }
  }
}

/// A plain file that is read part by part: from its beginning, or from wherever a part is.
final class OpenFile {
  /// Its bytes when it was opened.
  let size: Int
  private let path: String
  private let descriptor: Int32

  /// Opens a file.
  ///
  /// - Throws: ``FileError`` if the file is missing, not a plain file, longer than `limit` or
  ///   unreadable.
  init(_ path: String, limit: Int) throws(FileError) {
    switch FileReader.kind(of: path) {
    case .missing: throw .missing(path: path)
    case .folder, .other: throw .notAFile(path: path)
    case .file: break
    }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadable(path: path, reason: systemMessage()) }
    var status = stat()
    let isKnown = fstat(descriptor, &status) == 0
    let size = isKnown ? Int(status.st_size) : 0
    guard isKnown, size <= limit else {
      let error: FileError =
        isKnown
        ? .tooLarge(path: path, size: size, limit: limit)
        : .unreadable(path: path, reason: systemMessage())
      close(descriptor)
      throw error
    }
    self.path = path
    self.size = size
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// The next `count` bytes, exactly.
  func read(_ count: Int) throws(FileError) -> [UInt8] {
    var failure: String?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let rest = UnsafeMutableRawBufferPointer(
          rebasing: UnsafeMutableRawBufferPointer(buffer)[filled..<count])
        let got = SystemCalls.read(descriptor, into: rest)
        if got <= 0 {
          failure = got == 0 ? "it shrank while it was read" : systemMessage()
          break
        }
        filled += got
      }
    }
    if let failure { throw .unreadable(path: path, reason: failure) }
    return bytes
  }

  /// The `count` bytes from `offset` on, exactly; the next bytes are those that follow them.
  func read(_ count: Int, at offset: Int) throws(FileError) -> [UInt8] {
    guard lseek(descriptor, off_t(offset), SEEK_SET) >= 0 else {
      throw .unreadable(path: path, reason: systemMessage())
    }
    return try read(count)
  }
}

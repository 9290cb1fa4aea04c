#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Reads whole plain files.
public enum FileReader {
  /// What stands at a path.
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
    switch kind(of: path) {
    case .missing: throw .missing(path: path)
    case .folder, .other: throw .notAFile(path: path)
    case .file: break
    }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadable(path: path, reason: systemMessage()) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw .unreadable(path: path, reason: systemMessage())
    }
    let size = Int(status.st_size)
    guard size <= limit else { throw .tooLarge(path: path, size: size, limit: limit) }
    let (bytes, failure) = readAll(descriptor, size: size)
    if let failure { throw .unreadable(path: path, reason: failure) }
    return bytes
  }

  static func kind(of path: String) -> Kind {
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

  private static func readAll(_ descriptor: Int32, size: Int) -> ([UInt8], String?) {
    var failure: String?
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
      while filled < size {
        let got = Self.read(descriptor, into: buffer, from: filled)
        if got == 0 { break }
        if got < 0 {
          failure = systemMessage()
          break
        }
        filled += got
      }
    }
    if failure == nil, bytes.count < size { failure = "it shrank while it was read" }
    return (bytes, failure)
  }

  private static func read(
    _ descriptor: Int32, into buffer: UnsafeMutableBufferPointer<UInt8>, from start: Int
  ) -> Int {
    let room = UnsafeMutableRawBufferPointer(
      rebasing: UnsafeMutableRawBufferPointer(buffer)[start...])
    while true {
      #if canImport(Glibc)
        let got = Glibc.read(descriptor, room.baseAddress, room.count)
      #elseif canImport(Musl)
        let got = Musl.read(descriptor, room.baseAddress, room.count)
      #else
        let got = Darwin.read(descriptor, room.baseAddress, room.count)
      #endif
      if got >= 0 || errno != EINTR { return got }
    }
  }
}

/// The system's message for the current `errno`.
func systemMessage() -> String { String(cString: strerror(errno)) }

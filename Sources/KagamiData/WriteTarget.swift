#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What writing to a path means, found out before anything is written.
///
/// Symbolic links are followed, so that it is the file behind them that is replaced. Devices, FIFOs
/// and the descriptors under `/dev/fd` (`/dev/stdout` is one) are written into.
enum WriteTarget {
  /// A plain file, there or not, to be replaced as a whole; `path` is no symbolic link.
  case file(path: String, folder: String, permissions: mode_t?)
  /// Something that takes bytes one after the other.
  case stream(path: String)
  /// A descriptor of this process.
  case descriptor(Int32)

  /// As many links in a row as Linux follows.
  private static let linkLimit = 40

  /// What `path` names now.
  init(_ path: String) throws(FileError) {
    func refusal(_ reason: String) -> FileError {
      .unwritable(path: path, step: "opening", reason: reason)
    }
    if let fault = SystemCalls.fault(inPath: path) { throw refusal(fault) }
    var place = path
    for _ in 0..<Self.linkLimit {
      if let descriptor = Self.descriptor(at: place) {
        self = .descriptor(descriptor)
        return
      }
      guard let link = SystemCalls.link(at: place) else {
        self = try Self.target(at: place, refusal)
        return
      }
      place = link.hasPrefix("/") ? link : SystemCalls.split(place).folder + "/" + link
    }
    throw refusal("too many symbolic links")
  }

  private static func target(
    at place: String, _ refusal: (String) -> FileError
  ) throws(FileError) -> WriteTarget {
    let folder = SystemCalls.split(place).folder
    var status = stat()
    guard stat(place, &status) == 0 else {
      // A path that ends in a slash names a folder.
      guard errno == ENOENT, !place.hasSuffix("/") else { throw refusal(systemMessage()) }
      return .file(path: place, folder: folder, permissions: nil)
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG:
      // A rename would replace even a file that may not be written.
      guard access(place, W_OK) == 0 else { throw refusal(systemMessage()) }
      return .file(path: place, folder: folder, permissions: status.st_mode & 0o777)
    case S_IFDIR: throw refusal("expected a file, found a folder")
    default: return .stream(path: place)
    }
  }

  /// The number of a descriptor that a path under `/dev/fd` or `/proc/self/fd` names.
  private static func descriptor(at path: String) -> Int32? {
    let (folder, name) = SystemCalls.split(path)
    guard let number = Int32(name), number >= 0, let real = SystemCalls.real(folder) else {
      return nil
    }
    return ["/proc/self/fd", "/dev/fd"].contains { SystemCalls.real($0) == real } ? number : nil
  }
}

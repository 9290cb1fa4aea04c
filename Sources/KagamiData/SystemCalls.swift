#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The few system calls that everything here reads and writes with, repeated where a signal or a full
/// pipe interrupts them.
package enum SystemCalls {
  /// Writes all bytes; false, with `errno` set, at the first failure.
  package static func writeAll(_ descriptor: Int32, _ bytes: some Sequence<UInt8>) -> Bool {
    let whole = bytes.withContiguousStorageIfAvailable { writeAll(descriptor, raw: .init($0)) }
    return whole ?? Array(bytes).withUnsafeBytes { writeAll(descriptor, raw: $0) }
  }

  private static func writeAll(_ descriptor: Int32, raw: UnsafeRawBufferPointer) -> Bool {
    var written = 0
    while written < raw.count {
      let rest = UnsafeRawBufferPointer(rebasing: raw[written...])
      #if canImport(Glibc)
        let sent = Glibc.write(descriptor, rest.baseAddress, rest.count)
      #elseif canImport(Musl)
        let sent = Musl.write(descriptor, rest.baseAddress, rest.count)
      #else
        let sent = Darwin.write(descriptor, rest.baseAddress, rest.count)
      #endif
      if sent < 0 {
        if errno == EINTR { continue }
        if errno == EAGAIN || errno == EWOULDBLOCK {
          // The other end of a non-blocking pipe is slow.
          var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          _ = poll(&waiting, 1, 1000)
          continue
        }
        return false
      }
      written += sent
    }
    return true
  }

  /// Reads up to a whole buffer's bytes: 0 at the end, negative with `errno` set after a failure.
  static func read(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) -> Int {
    while true {
      #if canImport(Glibc)
        let got = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      #elseif canImport(Musl)
        let got = Musl.read(descriptor, buffer.baseAddress, buffer.count)
      #else
        let got = Darwin.read(descriptor, buffer.baseAddress, buffer.count)
      #endif
      if got >= 0 || errno != EINTR { return got }
    }
  }

  /// Why no file can be at a path, or nil: C ends a path at its first zero byte, which would name
  /// another file than the one that was meant.
  static func fault(inPath path: String) -> String? {
    if path.isEmpty { return "the path is empty" }
    return path.utf8.contains(0) ? "the path holds a zero byte" : nil
  }

  /// Where a symbolic link leads, or nil if the path is none.
  static func link(at path: String) -> String? {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = buffer.withUnsafeMutableBytes { bytes in
      bytes.withMemoryRebound(to: CChar.self) { text in
        text.baseAddress.map { readlink(path, $0, text.count) } ?? -1
      }
    }
    return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
  }

  /// A path without links, `.` and `..`, or nil if nothing is there.
  static func real(_ path: String) -> String? {
    guard let pointer = realpath(path, nil) else { return nil }
    defer { free(pointer) }
    return String(cString: pointer)
  }

  /// The folder of a path, and the name in it.
  static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return (".", path) }
    let name = String(path[path.utf8.index(after: slash)...])
    return (slash == path.startIndex ? "/" : String(path[..<slash]), name)
  }
}

/// The system's message for the current `errno`.
package func systemMessage() -> String { String(cString: strerror(errno)) }

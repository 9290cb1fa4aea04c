#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The most memory that there can be, so that larger requests fail with a message.
package enum MachineMemory {
  /// Bytes of this machine's memory, or of what its container allows if that is less.
  package static let bytes: Int = {
    let (pages, size) = (sysconf(Int32(_SC_PHYS_PAGES)), sysconf(Int32(_SC_PAGESIZE)))
    let (whole, overflow) = pages.multipliedReportingOverflow(by: size)
    let machine = pages > 0 && size > 0 && !overflow ? whole : 1 << 40
    guard let bytes = try? contents(of: "/sys/fs/cgroup/memory.max"),
      let allowed = Int(String(decoding: bytes.prefix { $0 > 32 }, as: UTF8.self)), allowed > 0
    else { return machine }
    return min(machine, allowed)
  }()

  /// The first bytes of a file of the system, whose size is unknown before it is read.
  private static func contents(of path: String) throws(FileError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadable(path: path, reason: systemMessage()) }
    defer { close(descriptor) }
    return [UInt8](unsafeUninitializedCapacity: 64) { buffer, filled in
      filled = max(SystemCalls.read(descriptor, into: UnsafeMutableRawBufferPointer(buffer)), 0)
    }
  }
}

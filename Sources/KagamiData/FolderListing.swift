#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What is in folders.
enum FolderListing {
  /// The names in a folder, without `.` and `..`, in Python's order: by code points.
  ///
  /// - Throws: ``FileError/unreadable(path:reason:)``.
  static func names(in folder: String) throws(FileError) -> [String] {
    guard SystemCalls.fault(inPath: folder) == nil, let stream = opendir(folder) else {
      throw .unreadable(path: folder, reason: systemMessage())
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 1) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted(by: precedes)
  }

  /// Whether a text comes first in Python's order; Swift's own takes letters that look alike for equal.
  static func precedes(_ a: String, _ b: String) -> Bool {
    a.utf8.lexicographicallyPrecedes(b.utf8)
  }
}

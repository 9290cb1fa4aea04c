import Foundation

/// Runs a release build of the same program in place of a debug build.
///
/// `swift run benchmarks` builds for debugging, where every figure would be nonsense.
enum ReleaseHandover {
  /// Replaces this process; returns only by throwing.
  static func run(arguments: [String]) throws -> Never {
    var command = ["swift", "run", "-c", "release"]
    // The executable stands in <package>/.build/<triple>/debug.
    let parts = Bundle.main.bundlePath.components(separatedBy: "/.build/")
    if parts.count > 1 { command += ["--package-path", parts[0]] }
    command += ["benchmarks"] + arguments
    let note = "This is a debug build; handing over to: \(command.joined(separator: " "))\n"
    FileHandle.standardError.write(Data(note.utf8))
    var pointers: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) }
    pointers.append(nil)
    execvp("swift", &pointers)
    throw BenchmarkError(
      "benchmarks: no swift command to make a release build with: "
        + String(cString: strerror(errno)))
  }
}

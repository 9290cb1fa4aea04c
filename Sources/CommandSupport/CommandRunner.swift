package import ArgumentParser
internal import Foundation
internal import KagamiData

/// Runs a command so that whatever goes wrong is one line on standard error and an exit status: 64 for a
/// mistake on the command line, 1 for a failure of files, data or the machine.
package enum CommandRunner {
  /// The exit status of a mistake on the command line.
  package static let usageStatus: Int32 = 64

  /// Parses the program's arguments, runs the command, and ends the process.
  package static func run<Root: ParsableCommand>(_ root: Root.Type) -> Never {
    StandardStreams.secure()
    do {
      let arguments = try arguments()
      var command = try root.parseAsRoot(arguments)
      try command.run()
      try StandardStreams.flush()
      exit(0)
    } catch {
      exit(report(error, root))
    }
  }

  /// The program's arguments, if their bytes are text: Swift repairs others, which would name another file.
  private static func arguments() throws(UsageError) -> [String] {
    for index in 1..<max(Int(CommandLine.argc), 1) {
      guard let bytes = CommandLine.unsafeArgv[index] else { continue }
      if String(validatingCString: bytes) == nil {
        let raw = UnsafeBufferPointer(start: bytes, count: strlen(bytes)).map(
          UInt8.init(bitPattern:))
        throw UsageError("argument \(visible(raw)): expected UTF-8")
      }
    }
    return Array(CommandLine.arguments.dropFirst())
  }

  /// Bytes with those outside ASCII written as `\xFF`.
  private static func visible(_ bytes: [UInt8]) -> String {
    bytes.map { byte in
      (0x20..<0x7f).contains(byte)
        ? String(Unicode.Scalar(byte)) : "\\x" + String(format: "%02X", Int(byte))
    }.joined()
  }

  /// Prints what went wrong, and returns the status.
  private static func report<Root: ParsableCommand>(_ error: any Error, _ root: Root.Type) -> Int32
  {
    // What was printed before belongs before the line; its own failure is less than this error.
    try? StandardStreams.flush()
    if let code = error as? ExitCode { return code.rawValue }
    if error is UsageError { return complain("\(error)", usageStatus) }
    if isOurs(error) { return complain("\(error)", 1) }
    let code = root.exitCode(for: error)
    if code == .success {
      // Help and version, which are requested output.
      do {
        try StandardStreams.write(root.fullMessage(for: error) + "\n")
        return 0
      } catch {
        return complain("\(error)", 1)
      }
    }
    return complain(root.message(for: error), code == .validationFailure ? usageStatus : 1)
  }

  /// Whether an error describes itself in one line, as those of this package do.
  private static func isOurs(_ error: any Error) -> Bool {
    let name = String(reflecting: type(of: error))
    return ["Kagami", "CommandSupport.", "benchmarks."].contains { name.hasPrefix($0) }
  }

  private static func complain(_ text: String, _ status: Int32) -> Int32 {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    StandardStreams.writeError("Error: \(line)\n")
    return status
  }
}

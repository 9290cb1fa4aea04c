import Foundation
import TestSupport

/// The built command, run as a user would.
struct Command {
  let status: Int32
  let output: String
  let errors: String

  /// Runs `kagami` with some arguments.
  init(_ arguments: String...) throws { try self.init(arguments: arguments) }

  /// Runs `kagami` with some arguments.
  init(arguments: [String]) throws {
    try self.init(BuiltExecutable.url("kagami"), arguments)
  }

  /// Runs a line of the shell, in which `$0` is a command that was built.
  init(shell line: String, command: String = "kagami") throws {
    try self.init(
      URL(fileURLWithPath: "/bin/sh"), ["-c", line, BuiltExecutable.url(command).path])
  }

  private init(_ executable: URL, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = FileHandle.nullDevice
    try process.run()
    // What the command writes is far less than a pipe holds, so reading in turn cannot block it.
    self.output = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    self.errors = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    status = process.terminationStatus
  }

  /// The one line that a failed run leaves on standard error, or nil if there is not exactly one.
  var complaint: String? {
    let lines = errors.split(separator: "\n")
    return status != 0 && lines.count == 1 ? String(lines[0]) : nil
  }
}

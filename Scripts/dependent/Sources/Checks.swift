import Foundation

/// Snippets by name, each of which is right, or stops with a message.
struct Checks {
  private var names: [String] = []
  private var bodies: [String: () throws -> Bool] = [:]
  private var messages: [String: String] = [:]

  /// A snippet that must give true.
  mutating func right(_ name: String, _ body: @escaping () throws -> Bool) {
    names.append(name)
    bodies[name] = body
  }

  /// A snippet that must end the program, saying `message`.
  mutating func stops(_ name: String, saying message: String, _ body: @escaping () throws -> Void) {
    right(name) {
      try body()
      return true
    }
    messages[name] = message
  }

  /// Runs the one snippet that the command line names, or all: those that stop in processes of their own.
  func run() {
    if let name = CommandLine.arguments.dropFirst().first {
      let isRight = outcome(name)
      print(isRight ? "right" : "wrong", "in", name)
      exit(isRight ? 0 : 1)
    }
    var failures = 0
    for name in names {
      let isGood = messages[name].map { stopped(name, saying: $0) } ?? outcome(name)
      if !isGood { failures += 1 }
      print(isGood ? "ok    " : "WRONG ", name)
    }
    print("\(names.count) snippets, \(failures) wrong")
    exit(failures == 0 ? 0 : 1)
  }

  private func outcome(_ name: String) -> Bool {
    do { return try bodies[name]?() ?? false } catch {
      print("\(error)")
      return false
    }
  }

  private func stopped(_ name: String, saying message: String) -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
    process.arguments = [name]
    let errors = Pipe()
    (process.standardError, process.standardOutput) = (errors, FileHandle.nullDevice)
    // A stack of symbols for each would take longer than the snippets.
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["SWIFT_BACKTRACE": "enable=no"]) { $1 }
    do { try process.run() } catch { return false }
    let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    // A sanitizer's report is no stop that was meant, whatever else was said.
    let isGood =
      process.terminationStatus != 0 && said.contains(message) && !said.contains("Sanitizer")
    if !isGood { print("said: \(said.prefix(600))") }
    return isGood
  }
}

func isNear(_ a: Double, _ b: Double, _ tolerance: Double = 1e-5) -> Bool {
  abs(a - b) <= tolerance * max(1, abs(b))
}

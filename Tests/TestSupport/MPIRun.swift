package import Foundation
internal import Testing

/// A launcher of MPI programs on this machine.
package struct MPIRun: Sendable, CustomTestStringConvertible {
  /// The library's name, such as "Open MPI".
  package let name: String
  private let path: String

  package var testDescription: String { name }

  /// Open MPI's and MPICH's, where they are.
  package static let all: [MPIRun] = [
    find("Open MPI", ["mpirun.openmpi", "mpirun", "mpiexec"], marker: "Open MPI"),
    find("MPICH", ["mpiexec.mpich", "mpiexec.hydra", "mpiexec"], marker: "HYDRA"),
  ].compactMap { $0 }

  /// Open MPI's, if it is there.
  package static let openMPI = all.first { $0.name == "Open MPI" }

  /// MPICH's, if it is there.
  package static let mpich = all.first { $0.name == "MPICH" }

  /// How a program ended on all ranks.
  package struct Outcome {
    package let status: Int32
    package let output: String
    package let errors: String
    package let seconds: Double
    /// Whether it had to be ended.
    package let wasStopped: Bool
  }

  /// Runs a program of this package on several ranks.
  ///
  /// - Parameters:
  ///   - ranks: How many.
  ///   - program: A program of the package.
  ///   - arguments: Its arguments.
  ///   - environment: Variables besides this process's.
  ///   - limit: Seconds after which it is ended.
  ///   - meanwhile: Called with the launcher's process once it has started.
  package func run(
    _ ranks: Int, _ program: String, _ arguments: [String], environment: [String: String] = [:],
    limit: Double = 120, meanwhile: (Process) throws -> Void = { _ in }
  ) throws -> Outcome {
    let folder = try TemporaryFolder()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    var flags = ["-n", "\(ranks)"]
    if name == "Open MPI" { flags += ["--oversubscribe", "--bind-to", "none"] }
    process.arguments = flags + [try BuiltExecutable.url(program).path] + arguments
    var variables = ProcessInfo.processInfo.environment
    // A container's only user may be root.
    variables["OMPI_ALLOW_RUN_AS_ROOT"] = "1"
    variables["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1"
    variables.merge(environment) { $1 }
    process.environment = variables
    // Files hold what a pipe would block on.
    let (output, errors) = (folder.path + "/output", folder.path + "/errors")
    for file in [output, errors] { try Data().write(to: URL(fileURLWithPath: file)) }
    process.standardOutput = FileHandle(forWritingAtPath: output)
    process.standardError = FileHandle(forWritingAtPath: errors)
    process.standardInput = FileHandle.nullDevice
    let start = Date()
    // A launcher inherits the signals that this thread blocks, and would never get them.
    var (none, before) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    try process.run()
    try meanwhile(process)
    while process.isRunning, Date().timeIntervalSince(start) < limit { usleep(20_000) }
    let wasStopped = process.isRunning
    if wasStopped { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, output: try text(of: output), errors: try text(of: errors),
      seconds: Date().timeIntervalSince(start), wasStopped: wasStopped)
  }

  /// The processes of a program whose arguments have a word.
  package static func processes(of program: String, with word: String) -> [Int32] {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return all.compactMap { name in
      guard let number = Int32(name),
        let line = FileManager.default.contents(atPath: "/proc/\(name)/cmdline")
      else { return nil }
      let arguments = line.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
      let isThere = arguments.first?.hasSuffix("/" + program) == true && arguments.contains(word)
      return isThere ? number : nil
    }
  }

  private func text(of file: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: file)), as: UTF8.self)
  }

  /// The first of some programs whose account of itself has a word.
  private static func find(_ library: String, _ names: [String], marker: String) -> MPIRun? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    for name in names {
      for folder in folders {
        let path = "\(folder)/\(name)"
        guard FileManager.default.isExecutableFile(atPath: path), version(path).contains(marker)
        else { continue }
        return MPIRun(name: library, path: path)
      }
    }
    return nil
  }

  private static func version(_ path: String) -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = ["--version"]
    let pipe = Pipe()
    (process.standardOutput, process.standardError) = (pipe, FileHandle.nullDevice)
    guard (try? process.run()) != nil else { return "" }
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}

import Foundation
import TestSupport
import Testing

/// Whatever goes wrong on one rank ends all of them within seconds, with a line that says which and why.
@Suite(.wants("MPI", if: !MPIRun.all.isEmpty)) struct FaultTests {
  struct Fault: Sendable, CustomTestStringConvertible {
    let kind: String
    /// A part of what is said.
    let words: String

    var testDescription: String { kind }
  }

  static let faults = [
    Fault(
      kind: "model",
      words:
        "ranks disagree: the models differ: rank 1 has weight: float32 [3, 4], rank 0 has weight: "
        + "float32 [2, 4]"),
    Fault(
      kind: "more",
      words: "rank 1 has 1.weight: float32 [2, 2], rank 0 has no more than 2 parameters and buffers"
    ),
    Fault(
      kind: "dtype", words: "rank 1 has weight: float64 [2, 4], rank 0 has weight: float32 [2, 4]"),
    Fault(
      kind: "shape",
      words:
        "ranks disagree: rank 1 calls allReduce of float32 [5] by sum, rank 0 calls allReduce of "
        + "float32 [4] by sum (after 0 collectives)"),
    Fault(
      kind: "call",
      words:
        "rank 1 calls broadcast of float32 [4] from rank 0, rank 0 calls allReduce of float32 [4]"),
    Fault(
      kind: "early",
      words:
        "rank 1 has come to the end of the program, rank 0 calls allReduce of float32 [4] by sum "
        + "(after 5 collectives)"),
    Fault(kind: "pass", words: "rank 1 has come to the end of the program, rank 0 calls"),
    Fault(kind: "killed", words: ""),
    Fault(kind: "trap", words: "reshape: "),
    Fault(kind: "throws", words: "Error: numbers.csv: no such file"),
    Fault(kind: "abort", words: "Error: rank 1 of 2: the loss is not finite"),
    Fault(
      kind: "stuck", words: "rank 0: allReduce has waited 2 s for other ranks (rank 0 of 2 on "),
  ]

  @Test(.wants("Open MPI", if: MPIRun.openMPI != nil), arguments: faults)
  func endsAll(fault: Fault) throws {
    if let launcher = MPIRun.openMPI { try endsAll(launcher, fault) }
  }

  /// What differs between libraries: how they notice a rank that is gone.
  @Test(.wants("MPICH", if: MPIRun.mpich != nil), arguments: ["early", "killed", "abort", "stuck"])
  func endsAllUnderMPICH(kind: String) throws {
    guard let launcher = MPIRun.mpich else { return }
    try endsAll(launcher, #require(Self.faults.first { $0.kind == kind }))
  }

  /// Every rank says why it cannot be one of several.
  @Test(.wants("Open MPI", if: MPIRun.openMPI != nil))
  func aLibraryThatCannotBeUsedIsNamed() throws {
    guard let launcher = MPIRun.openMPI else { return }
    for (variable, value, words) in [
      ("KAGAMI_MPI", "/no/such/libmpi.so", "no library of Open MPI can be opened: /no/such/libmpi"),
      ("KAGAMI_MPI", "libc.so.6", "libc.so.6 has no MPI_Get_library_version"),
      ("KAGAMI_TIMEOUT", "soon", "KAGAMI_TIMEOUT=soon: expected a number of seconds above 0"),
    ] {
      let outcome = try launcher.run(
        2, "rank-program", ["fault", "call"], environment: [variable: value], limit: 60)
      #expect(outcome.status == 1 && !outcome.wasStopped)
      #expect(outcome.errors.contains("Error: "))
      #expect(outcome.errors.contains(words), "\(outcome.errors)")
    }
  }

  /// A launcher's processes may be told to be worlds of their own.
  @Test(.wants("Open MPI", if: MPIRun.openMPI != nil))
  func worldsOfOneUnderALauncher() throws {
    guard let launcher = MPIRun.openMPI else { return }
    let outcome = try launcher.run(
      2, "rank-program", ["fault", "shape"], environment: ["KAGAMI_MPI": "none"], limit: 60)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.components(separatedBy: "rank 0 is done").count == 3)
  }

  private func endsAll(_ launcher: MPIRun, _ fault: Fault) throws {
    let marker = UUID().uuidString
    let outcome = try launcher.run(
      2, "rank-program", ["fault", fault.kind, marker],
      // A trap is to end the process at once, without a picture of its stack.
      environment: ["SWIFT_BACKTRACE": "enable=no"], limit: 60)
    #expect(!outcome.wasStopped, "it waited forever")
    #expect(outcome.status != 0)
    #expect(outcome.seconds < 20)
    #expect(fault.words.isEmpty || outcome.errors.contains(fault.words), "\(outcome.errors)")
    #expect(!outcome.output.contains("rank 0 is done"))
    #expect(MPIRun.processes(of: "rank-program", with: marker).isEmpty)
  }
}

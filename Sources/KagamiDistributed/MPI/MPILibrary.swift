internal import Foundation

/// An MPI library that was opened at run time, and its functions.
///
/// Nothing is linked: a program that never starts under a launcher never needs a library, and one binary serves
/// Open MPI and MPICH.
struct MPILibrary: Sendable {
  typealias Bytes = UnsafeMutableRawPointer?
  typealias Numbers = UnsafePointer<Int32>
  typealias Result = UnsafeMutablePointer<Int32>

  /// The file that was opened.
  let path: String
  /// What the library says of itself.
  let version: String
  let implementation: MPIImplementation
  let handles: MPIHandles

  let initThread: @convention(c) (Bytes, Bytes, Int32, Result) -> Int32
  let finalize: @convention(c) () -> Int32
  let abort: @convention(c) (MPIHandle, Int32) -> Int32
  let errorString: @convention(c) (Int32, UnsafeMutablePointer<CChar>, Result) -> Int32
  let setErrorHandler: @convention(c) (MPIHandle, MPIHandle) -> Int32
  let rank: @convention(c) (MPIHandle, Result) -> Int32
  let size: @convention(c) (MPIHandle, Result) -> Int32
  let allGather:
    @convention(c) (Bytes, Int32, MPIHandle, Bytes, Int32, MPIHandle, MPIHandle) -> Int32
  let allGatherParts:
    @convention(c) (Bytes, Int32, MPIHandle, Bytes, Numbers, Numbers, MPIHandle, MPIHandle) -> Int32
  let allToAllParts:
    @convention(c) (
      Bytes, Numbers, Numbers, MPIHandle, Bytes, Numbers, Numbers, MPIHandle, MPIHandle
    ) -> Int32
  let broadcast: @convention(c) (Bytes, Int32, MPIHandle, Int32, MPIHandle) -> Int32
  let allReduce: @convention(c) (Bytes, Bytes, Int32, MPIHandle, MPIHandle, MPIHandle) -> Int32

  /// Opens the library for a launcher.
  ///
  /// - Parameters:
  ///   - launcher: What started the process.
  ///   - path: The file; searched for by the usual names if nil.
  init(for launcher: MPILauncher, path: String?) throws(DistributedError) {
    let families = launcher.implementation.map { [$0] } ?? [.openMPI, .mpich]
    let names = path.map { [$0] } ?? families.flatMap(\.fileNames)
    var reasons: [String] = []
    for name in names {
      // Its plug-ins look for its symbols in the global scope.
      if let image = dlopen(name, RTLD_NOW | RTLD_GLOBAL) {
        try self.init(image, path: name, for: launcher)
        return
      }
      reasons.append(dlerror().map { String(cString: $0) } ?? name)
    }
    throw .library(
      "the process was started by an MPI launcher (\(launcher.variable) is set), but no library of "
        + "\(families.map(\.rawValue).joined(separator: " or ")) can be opened: "
        + reasons.joined(separator: "; ")
        + "; install it, or name its file in KAGAMI_MPI")
  }

  private init(
    _ image: UnsafeMutableRawPointer, path: String, for launcher: MPILauncher
  ) throws(DistributedError) {
    func address(_ name: String) throws(DistributedError) -> UnsafeMutableRawPointer {
      guard let address = dlsym(image, name) else {
        throw .library("\(path) has no \(name), which an MPI library has")
      }
      return address
    }
    func function<F>(_ name: String, as _: F.Type = F.self) throws(DistributedError) -> F {
      unsafeBitCast(try address(name), to: F.self)
    }
    self.path = path
    let describe: @convention(c) (UnsafeMutablePointer<CChar>, Result) -> Int32 = try function(
      "MPI_Get_library_version")
    version = Self.text(capacity: 8192) { describe($0, $1) }
    guard let family = MPIImplementation(version: version) else {
      throw .library(
        "\(path) is \"\(version.prefix(60))\", neither Open MPI nor of MPICH's binary interface")
    }
    if let expected = launcher.implementation, expected != family {
      throw .library(
        "the process was started by a launcher of \(expected.rawValue), and \(path) is of "
          + "\(family.rawValue)")
    }
    implementation = family
    handles =
      family == .mpich
      ? .mpich
      : try .openMPI { name throws(DistributedError) in Int(bitPattern: try address(name)) }
    initThread = try function("MPI_Init_thread")
    finalize = try function("MPI_Finalize")
    abort = try function("MPI_Abort")
    errorString = try function("MPI_Error_string")
    setErrorHandler = try function("MPI_Comm_set_errhandler")
    rank = try function("MPI_Comm_rank")
    size = try function("MPI_Comm_size")
    allGather = try function("MPI_Allgather")
    allGatherParts = try function("MPI_Allgatherv")
    allToAllParts = try function("MPI_Alltoallv")
    broadcast = try function("MPI_Bcast")
    allReduce = try function("MPI_Allreduce")
  }

  /// What a code means, in the library's words.
  func message(of code: Int32) -> String {
    let text = Self.text(capacity: 1024) { errorString(code, $0, $1) }
    return text.isEmpty ? "error \(code)" : text
  }

  /// Text that a function writes into memory of at most so many characters.
  private static func text(
    capacity: Int, _ write: (UnsafeMutablePointer<CChar>, Result) -> Int32
  ) -> String {
    var characters = [CChar](repeating: 0, count: capacity + 1)
    var length: Int32 = 0
    let status = characters.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.map { write($0, &length) } ?? -1
    }
    guard status == 0, (0...capacity).contains(Int(length)) else { return "" }
    return String(
      decoding: characters.prefix(Int(length)).prefix { $0 != 0 }.map { UInt8(bitPattern: $0) },
      as: UTF8.self)
  }
}

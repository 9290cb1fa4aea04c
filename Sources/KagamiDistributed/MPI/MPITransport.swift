internal import Kagami

/// The calls of an MPI library that a process group makes, for the ranks that a launcher started together.
///
/// Calls are not safe on several threads at once: the group makes one at a time.
final class MPITransport: Sendable {
  let library: MPILibrary
  let rank: Int
  let size: Int

  /// `MPI_THREAD_SERIALIZED`: calls come from any thread, one at a time.
  private static let serialized: Int32 = 2

  /// Joins the ranks.
  init(_ library: MPILibrary, for launcher: MPILauncher) throws(DistributedError) {
    self.library = library
    var (provided, rank, size): (Int32, Int32, Int32) = (0, 0, 0)
    func check(_ status: Int32, _ call: String) throws(DistributedError) {
      if status == 0 { return }
      throw .call(rank: Int(rank), call: call, reason: library.message(of: status))
    }
    try check(library.initThread(nil, nil, Self.serialized, &provided), "MPI_Init_thread")
    if provided < Self.serialized {
      throw .library(
        "\(library.path) gives thread level \(provided), expected \(Self.serialized) "
          + "(MPI_THREAD_SERIALIZED)")
    }
    let world = library.handles.world
    try check(
      library.setErrorHandler(world, library.handles.errorsReturn), "MPI_Comm_set_errhandler")
    try check(library.rank(world, &rank), "MPI_Comm_rank")
    try check(library.size(world, &size), "MPI_Comm_size")
    (self.rank, self.size) = (Int(rank), Int(size))
    if let expected = launcher.size, expected != self.size {
      throw .library(
        "\(library.path) found \(size) process where the launcher started \(expected): it is not the "
          + "launcher's library; name that in KAGAMI_MPI")
    }
  }

  /// Puts every rank's record behind those of lower ranks.
  ///
  /// - Parameters:
  ///   - record: This rank's; as long on each.
  ///   - records: As long as all together.
  func allGather(
    _ record: UnsafeRawBufferPointer, into records: UnsafeMutableRawBufferPointer
  ) throws(DistributedError) {
    let (byte, count) = (library.handles.byte, Int32(record.count))
    try check(
      library.allGather(
        UnsafeMutableRawPointer(mutating: record.baseAddress), count, byte, records.baseAddress,
        count, byte, library.handles.world), "MPI_Allgather")
  }

  /// Every rank's record behind those of lower ranks.
  ///
  /// - Parameter record: This rank's; as long on each.
  func allGather<Element: BitwiseCopyable>(
    _ record: [Element], filler: Element
  ) throws(DistributedError) -> [Element] {
    var records = [Element](repeating: filler, count: record.count * size)
    var failure: DistributedError?
    record.withUnsafeBytes { own in
      records.withUnsafeMutableBytes { all in
        do throws(DistributedError) { try allGather(own, into: all) } catch { failure = error }
      }
    }
    if let failure { throw failure }
    return records
  }

  /// Brings each rank's part of `memory` to all others.
  ///
  /// - Parameters:
  ///   - memory: This rank's part is filled.
  ///   - parts: Where the parts lie, in bytes, rank by rank.
  func allGather(
    parts: [Range<Int>], of memory: UnsafeMutableRawBufferPointer
  ) throws(DistributedError) {
    let (counts, starts) = Self.layout(parts)
    let byte = library.handles.byte
    try check(
      library.allGatherParts(
        library.implementation.inPlace, 0, byte, memory.baseAddress, counts, starts, byte,
        library.handles.world), "MPI_Allgatherv")
  }

  /// Sends part `r` of `memory` to rank `r`, and receives this rank's part from each.
  ///
  /// - Parameters:
  ///   - parts: Where the parts lie, in bytes, rank by rank; the same on all.
  ///   - memory: What is sent.
  ///   - received: This rank's part as rank 0 has it, then as rank 1 has it, and so on.
  func exchange(
    parts: [Range<Int>], of memory: UnsafeRawBufferPointer,
    into received: UnsafeMutableRawBufferPointer
  ) throws(DistributedError) {
    let (counts, starts) = Self.layout(parts)
    let own = parts[rank].count
    let ownCounts = [Int32](repeating: Int32(own), count: size)
    let places = (0..<size).map { Int32($0 * own) }
    let byte = library.handles.byte
    try check(
      library.allToAllParts(
        UnsafeMutableRawPointer(mutating: memory.baseAddress), counts, starts, byte,
        received.baseAddress, ownCounts, places, byte, library.handles.world), "MPI_Alltoallv")
  }

  /// Replaces `memory` by that of rank `root`.
  func broadcast(
    _ memory: UnsafeMutableRawBufferPointer, from root: Int
  ) throws(DistributedError) {
    try check(
      library.broadcast(
        memory.baseAddress, Int32(memory.count), library.handles.byte, Int32(root),
        library.handles.world), "MPI_Bcast")
  }

  /// Replaces numbers by their sums over the ranks, in the library's order.
  ///
  /// - Precondition: the type is one of ``sums(_:)``.
  func sum(
    _ memory: UnsafeMutableRawBufferPointer, _ dtype: DType
  ) throws(DistributedError) {
    let type: MPIHandle =
      switch dtype {
      case .float32: library.handles.float
      case .float64: library.handles.double
      default: library.handles.int64
      }
    try check(
      library.allReduce(
        library.implementation.inPlace, memory.baseAddress,
        Int32(memory.count / dtype.byteCount), type, library.handles.sum, library.handles.world),
      "MPI_Allreduce")
  }

  /// Whether ``sum(_:_:)`` takes numbers of a type.
  static func sums(_ dtype: DType) -> Bool { [.float32, .float64, .int64].contains(dtype) }

  /// Ends every rank.
  func abort(_ status: Int32) { _ = library.abort(library.handles.world, status) }

  /// Leaves the ranks, which all do so together.
  func finish() { _ = library.finalize() }

  private func check(_ status: Int32, _ call: String) throws(DistributedError) {
    if status == 0 { return }
    throw .call(rank: rank, call: call, reason: library.message(of: status))
  }

  private static func layout(_ parts: [Range<Int>]) -> (counts: [Int32], starts: [Int32]) {
    (parts.map { Int32($0.count) }, parts.map { Int32($0.lowerBound) })
  }
}

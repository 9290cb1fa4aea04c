internal import Foundation
internal import Kagami
internal import Synchronization

/// Processes that compute together: collectives move tensors among them.
///
/// ```swift
/// let world = try ProcessGroup.world              // mpirun -n 4 … : four ranks
/// let sum = try world.allReduce(Tensor([Float(world.rank)]))    // [6] on each of them
/// ```
/// Every rank calls the same collectives in the same order; what each is about to do is compared first, so that ranks
/// that disagree get an error that names two of them, and none waits for a call that never comes. Threads take turns. A program that was started alone is a world of one, in which collectives give back what
/// they get: no MPI library is opened then.
///
/// A rank whose process dies ends all others: the launcher sees to it. A collective that takes longer than
/// ``timeout`` ends the program with one line that names it. Source:
/// <https://docs.pytorch.org/docs/stable/distributed.html>.
public final class ProcessGroup: Sendable {
  /// This process's number among all, from 0.
  public let rank: Int
  /// How many processes there are.
  public let size: Int
  /// This process's number among those of its machine, from 0.
  public let localRank: Int
  /// How many processes this machine has.
  public let localSize: Int
  /// The machine's name, rank by rank.
  public let hosts: [String]
  /// What moves the tensors, such as "Open MPI v4.1.4, …"; nil in a world of one.
  public var library: String? { transport?.library.version }

  let transport: MPITransport?
  /// The same, or that of the only rank of a launcher, which has to be left as well.
  private let joined: MPITransport?
  private let watchdog: Watchdog
  /// Held during a collective: the library is called by one thread at a time.
  private let turn = NSLock()
  private let state = Mutex(State())

  private struct State {
    var traffic = Traffic()
    /// Why nothing more can be moved.
    var failure: DistributedError?
  }

  /// All processes that were started together.
  ///
  /// Made when it is first read: on every rank, then, before any other collective. If the number of threads was not
  /// set, each rank's share of its machine's processors becomes that number. `KAGAMI_MPI` names the library's file
  /// where it is not found, or `none` for a world of one under a launcher too; `KAGAMI_TIMEOUT` is the number of
  /// seconds of ``timeout``.
  ///
  /// - Throws: ``DistributedError`` if the process was started as one of several and they cannot be joined.
  public static var world: ProcessGroup {
    get throws(DistributedError) { try made.get() }
  }

  private static let made = Result { () throws(DistributedError) in
    let group = try ProcessGroup(environment: ProcessInfo.processInfo.environment)
    if group.size > 1 { shareProcessors(among: group.localSize) }
    if group.joined != nil { atexit { (try? ProcessGroup.world)?.leave() } }
    return group
  }

  private init(environment: [String: String]) throws(DistributedError) {
    let limit = try Self.limit(environment["KAGAMI_TIMEOUT"])
    let path = environment["KAGAMI_MPI"]
    let launcher = path == "none" ? nil : MPILauncher(environment: environment)
    let transport = try launcher.map { launcher throws(DistributedError) in
      try MPITransport(MPILibrary(for: launcher, path: path), for: launcher)
    }
    let host = HostNames.own
    let hosts = try transport.map { transport throws(DistributedError) in
      try HostNames.gather(host, by: transport)
    }
    // One that was started as the only rank moves nothing either.
    self.transport = transport.flatMap { $0.size > 1 ? $0 : nil }
    joined = transport
    (rank, size) = (transport?.rank ?? 0, transport?.size ?? 1)
    self.hosts = hosts ?? [host]
    let neighbours = self.hosts.indices.filter { [hosts = self.hosts, rank] in
      hosts[$0] == hosts[rank]
    }
    localRank = neighbours.firstIndex(of: rank) ?? 0
    localSize = neighbours.count
    let (ownRank, whole) = (rank, "rank \(rank) of \(size) on \(self.hosts[rank])")
    watchdog = Watchdog(limit: limit) { [transport] name, limit in
      let error = DistributedError.timeout(
        rank: ownRank,
        "\(name) has waited \(Int((limit / .seconds(1)).rounded())) s for other ranks (\(whole))")
      Self.end("\(error)", 1, transport)
    }
  }

  /// The time that a variable names, in seconds.
  private static func limit(_ text: String?) throws(DistributedError) -> Duration {
    guard let text else { return .seconds(300) }
    guard let seconds = Double(text), seconds > 0, seconds < 1e9 else {
      throw .setting("KAGAMI_TIMEOUT=\(text): expected a number of seconds above 0")
    }
    return .seconds(seconds)
  }

  /// How long a collective may take; the program ends with an error after that.
  ///
  /// Five minutes unless set here or by `KAGAMI_TIMEOUT`. It includes the time that other ranks still compute before
  /// they come to the collective.
  public var timeout: Duration {
    get { watchdog.limit }
    set { watchdog.limit = newValue }
  }

  /// What has been moved so far.
  public var traffic: Traffic { state.withLock { $0.traffic } }

  /// Ends all ranks, after a line on standard error.
  ///
  /// ```swift
  /// guard loss.isFinite else { world.abort("the loss is not finite at step \(step)") }
  /// ```
  /// - Parameters:
  ///   - reason: What went wrong, in one line.
  ///   - status: The exit status.
  public func abort(_ reason: String, status: Int32 = 1) -> Never {
    Self.end(size > 1 ? "rank \(rank) of \(size): \(reason)" : reason, status, transport)
  }

  /// Ends all ranks where a collective failed in a place that cannot throw, such as a hook.
  ///
  /// - Parameter error: What the collective threw; the first rank reports what all found.
  public func abort(_ error: DistributedError) -> Never {
    if case .disagreement = error, rank != 0 {
      // Every rank found the same; rank 0 says so and ends them.
      Thread.sleep(forTimeInterval: 5)
      exit(1)
    }
    Self.end("\(error)", 1, transport)
  }

  private static func end(_ line: String, _ status: Int32, _ transport: MPITransport?) -> Never {
    FileHandle.standardError.write(Data("Error: \(line)\n".utf8))
    if let transport {
      // The library may itself wait for what no longer answers.
      Thread.detachNewThread {
        Thread.sleep(forTimeInterval: 5)
        _exit(status)
      }
      transport.abort(status)
    }
    _exit(status)
  }

  /// Compares what the ranks are about to do, then does it, one collective at a time.
  ///
  /// - Parameters:
  ///   - header: What it is.
  ///   - bytes: Of the tensor.
  ///   - sent: Bytes that this rank sends.
  func collective<R>(
    _ header: CollectiveHeader, bytes: Int = 0, sent: Int = 0,
    _ body: (MPITransport) throws(DistributedError) -> R
  ) throws(DistributedError) -> R? {
    guard let transport else { return nil }
    turn.lock()
    defer { turn.unlock() }
    return try inTurn(header, bytes: bytes, sent: sent, transport, body)
  }

  private func inTurn<R>(
    _ header: CollectiveHeader, bytes: Int, sent: Int, _ transport: MPITransport,
    _ body: (MPITransport) throws(DistributedError) -> R
  ) throws(DistributedError) -> R {
    var header = header
    header.sequence = try state.withLock { state throws(DistributedError) in
      if let failure = state.failure { throw failure }
      defer {
        state.traffic.collectives += 1
        state.traffic.tensorBytes += bytes
        state.traffic.sentBytes += sent
      }
      return state.traffic.collectives
    }
    do {
      // A rank that is done may wait for the others as long as they need.
      if header.kind == .end { return try compared(header, transport, body) }
      return try watchdog.watching(header.kind.name) { () throws(DistributedError) in
        try compared(header, transport, body)
      }
    } catch {
      state.withLock { $0.failure = error }
      throw error
    }
  }

  private func compared<R>(
    _ header: CollectiveHeader, _ transport: MPITransport,
    _ body: (MPITransport) throws(DistributedError) -> R
  ) throws(DistributedError) -> R {
    let all = try transport.allGather(header.numbers, filler: 0)
    let length = CollectiveHeader.length
    let headers = (0..<size).map { rank in
      CollectiveHeader(numbers: all[rank * length..<(rank + 1) * length])
        ?? CollectiveHeader(.records)
    }
    if let error = CollectiveHeader.disagreement(headers) { throw error }
    return try body(transport)
  }

  /// As the program ends: all ranks do so together, or those that go on get an error.
  private func leave() {
    do {
      _ = try collective(CollectiveHeader(.end)) { _ in }
      joined?.finish()
    } catch {
      // Others report that this rank has ended, before the launcher ends them for its status.
      fflush(nil)
      Thread.sleep(forTimeInterval: 1)
      _exit(1)
    }
  }

}

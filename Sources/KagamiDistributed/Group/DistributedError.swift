/// Why processes could not work together; `description` is one line.
public enum DistributedError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The process was started as one of several, and no MPI library can be used.
  case library(String)
  /// A variable of the environment is not what it should be; in words that name it.
  case setting(String)
  /// A function of the MPI library failed.
  ///
  /// `rank` is the rank on which it did, `call` the function, and `reason` the library's words.
  case call(rank: Int, call: String, reason: String)
  /// Ranks called different collectives, or the same with tensors that do not fit; in words that name two ranks.
  case disagreement(String)
  /// A collective took longer than ``ProcessGroup/timeout``; in words that name it.
  case timeout(rank: Int, String)
  /// What another rank did with all together failed there, in its words; see ``ProcessGroup/together(_:)``.
  case failed(rank: Int, String)

  /// One line that names the rank and what failed.
  public var description: String {
    switch self {
    case .library(let text), .setting(let text): text
    case .call(let rank, let call, let reason): "rank \(rank): \(call) failed: \(reason)"
    case .disagreement(let text): "ranks disagree: \(text)"
    case .timeout(let rank, let text), .failed(let rank, let text): "rank \(rank): \(text)"
    }
  }
}

/// What a rank's collectives have moved so far.
public struct Traffic: Equatable, Sendable {
  /// Collectives.
  public internal(set) var collectives = 0
  /// Bytes of the tensors that were given to them.
  public internal(set) var tensorBytes = 0
  /// Bytes of tensors that this rank sent to others, one copy for each that gets them; without the 128 bytes by which
  /// ranks compare what they are about to do, and what the library adds.
  public internal(set) var sentBytes = 0

  /// What came after an earlier count.
  public static func - (later: Traffic, earlier: Traffic) -> Traffic {
    Traffic(
      collectives: later.collectives - earlier.collectives,
      tensorBytes: later.tensorBytes - earlier.tensorBytes,
      sentBytes: later.sentBytes - earlier.sentBytes)
  }
}

extension RandomGenerator {
  /// Bytes in a saved state.
  private static let stateSize = 5056

  /// The whole state, in the bytes of `torch.get_rng_state()`.
  ///
  /// Little-endian: seed, words left and a flag as 64 + 32 + 32 bits, the next position as 64,
  /// each of 624 words as 64, three doubles of which the second is a pending normal, a 32-bit flag
  /// that it is there, and zeros up to 5056 bytes.
  public var state: [UInt8] {
    draw { stream in
      var bytes: [UInt8] = []
      bytes.reserveCapacity(Self.stateSize)
      func write(_ value: UInt64, _ count: Int) {
        for index in 0..<count { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * index))) }
      }
      write(stream.seed, 8)
      write(UInt64(stream.twister.left), 4)
      write(1, 4)
      write(UInt64(stream.twister.next), 8)
      for word in stream.twister.words { write(UInt64(word), 8) }
      write(0, 8)
      write((stream.pendingNormal ?? 0).bitPattern, 8)
      write(0, 8)
      write(stream.pendingNormal == nil ? 0 : 1, 4)
      write(0, Self.stateSize - bytes.count)
      return bytes
    }
  }

  /// Goes back to a saved state, this library's or PyTorch's.
  ///
  /// - Throws: ``RandomStateError`` if the bytes are no such state; nothing is changed then.
  public func setState(_ bytes: [UInt8]) throws(RandomStateError) {
    guard bytes.count == Self.stateSize else {
      throw .wrongSize(expected: Self.stateSize, found: bytes.count)
    }
    func read(_ offset: Int, _ count: Int) -> UInt64 {
      (0..<count).reduce(0) { $0 | UInt64(bytes[offset + $1]) << (8 * $1) }
    }
    var stream = RandomStream(seed: read(0, 8))
    let (left, next) = (Int(read(8, 4)), Int(read(16, 8) & 0xffff))
    let count = MersenneTwister.wordCount
    guard (1...count).contains(left), next <= count, left == 1 || left + next == count + 1 else {
      throw .inconsistent(left: left, next: next)
    }
    stream.twister.left = left
    stream.twister.next = next
    for index in 0..<count {
      stream.twister.words[index] = UInt32(truncatingIfNeeded: read(24 + 8 * index, 8))
    }
    let tail = 24 + 8 * count
    if read(tail + 24, 4) != 0 {
      stream.pendingNormal = Double(bitPattern: read(tail + 8, 8))
    }
    let restored = stream
    draw { $0 = restored }
  }
}

/// Why bytes are no state of a generator.
public enum RandomStateError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The state of another kind of generator, or a damaged one.
  case wrongSize(expected: Int, found: Int)
  /// The counters contradict one another.
  case inconsistent(left: Int, next: Int)

  /// One line that says what was expected.
  public var description: String {
    switch self {
    case .wrongSize(let expected, let found):
      "a generator's state has \(expected) bytes, not \(found)"
    case .inconsistent(let left, let next):
      "a generator's state cannot have \(left) words left at position \(next)"
    }
  }
}

/// The 32-bit Mersenne Twister, mt19937, in the form and order of PyTorch's CPU generator.
///
/// Source: Matsumoto and Nishimura, 1998; ATen's `MT19937RNGEngine.h`.
struct MersenneTwister {
  static let wordCount = 624
  private static let shift = 397

  /// Words of the current block, untempered.
  var words: [UInt32]
  /// Words left before the next block, counting as ATen does: 1 when none is.
  var left = 1
  /// The next word's position.
  var next = 0

  /// The stream of a seed, of which the low 32 bits count.
  init(seed: UInt64) {
    words = [UInt32](repeating: 0, count: Self.wordCount)
    words[0] = UInt32(truncatingIfNeeded: seed)
    for i in 1..<Self.wordCount {
      let last = words[i - 1]
      words[i] = 1_812_433_253 &* (last ^ (last >> 30)) &+ UInt32(i)
    }
  }

  /// The next 32 bits.
  mutating func callAsFunction() -> UInt32 {
    left -= 1
    if left == 0 { advance() }
    var y = words[next]
    next += 1
    y ^= y >> 11
    y ^= (y << 7) & 0x9d2c_5680
    y ^= (y << 15) & 0xefc6_0000
    return y ^ (y >> 18)
  }

  private mutating func advance() {
    left = Self.wordCount
    next = 0
    words.withUnsafeMutableBufferPointer { words in
      func mixed(_ i: Int, _ j: Int) -> UInt32 {
        let y = (words[i] & 0x8000_0000) | (words[j] & 0x7fff_ffff)
        return (y >> 1) ^ ((0 &- (words[j] & 1)) & 0x9908_b0df)
      }
      let (count, shift) = (Self.wordCount, Self.shift)
      for i in 0..<count - shift { words[i] = words[i + shift] ^ mixed(i, i + 1) }
      for i in count - shift..<count - 1 { words[i] = words[i + shift - count] ^ mixed(i, i + 1) }
      words[count - 1] = words[shift - 1] ^ mixed(count - 1, 0)
    }
  }
}

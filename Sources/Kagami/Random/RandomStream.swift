#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A Mersenne Twister with PyTorch's ways of turning bits into numbers.
///
/// Source: ATen's `TransformationHelper.h` and `DistributionsHelper.h`.
struct RandomStream {
  let seed: UInt64
  var twister: MersenneTwister
  /// The second number of the last pair of normals, not yet handed out.
  var pendingNormal: Double?

  init(seed: UInt64) {
    self.seed = seed
    twister = MersenneTwister(seed: seed)
  }

  mutating func bits32() -> UInt32 { twister() }

  /// The first word drawn is the upper half.
  mutating func bits64() -> UInt64 {
    let upper = UInt64(twister())
    return upper << 32 | UInt64(twister())
  }

  /// A float in [0, 1) of 24 bits.
  mutating func float() -> Float { Float(twister() & 0xff_ffff) * 0x1p-24 }

  /// A double in [0, 1) of 53 bits.
  mutating func double() -> Double { Double(bits64() & 0x1f_ffff_ffff_ffff) * 0x1p-53 }

  /// One standard normal by Box and Muller, in pairs.
  mutating func normal() -> Double {
    if let pending = pendingNormal {
      pendingNormal = nil
      return pending
    }
    let (turn, u) = (double(), double())
    let radius = (-2 * log1p(-u)).squareRoot()
    let angle = 2 * Double.pi * turn
    pendingNormal = radius * sin(angle)
    return radius * cos(angle)
  }

  /// A whole number below `range`: from 32 bits if there are fewer than 2²⁸, else from 64.
  mutating func below(_ range: UInt64) -> UInt64 {
    range < 1 << 28 ? UInt64(bits32()) % range : bits64() % range
  }
}

/// Steele, Lea and Flood's SplitMix64: a stream that any 64-bit seed starts at once.
///
/// Source: "Fast splittable pseudorandom number generators", OOPSLA 2014.
struct SplitMix64: RandomNumberGenerator {
  private static let step: UInt64 = 0x9e37_79b9_7f4a_7c15
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// A stream for one item of many: it depends on the seed and the index alone.
  init(seed: UInt64, index: Int) {
    state = Self.mix(Self.mix(seed) &+ Self.step &* UInt64(truncatingIfNeeded: index))
  }

  mutating func next() -> UInt64 {
    state &+= Self.step
    return Self.mix(state)
  }

  /// Evenly spread over `low..<high`.
  mutating func uniform(_ low: Float = 0, _ high: Float = 1) -> Float {
    low + (high - low) * (Float(next() >> 40) * 0x1p-24)
  }

  /// Bell-shaped about `mean`, never further off than 3.5 deviations.
  ///
  /// Four uniform draws summed: unlike a logarithm's, their bits are the same on every machine.
  mutating func bell(_ mean: Float = 0, deviation: Float) -> Float {
    let sum = uniform() + uniform() + uniform() + uniform() - 2
    return mean + deviation * sum * 1.732_050_8
  }

  /// True with the given probability.
  mutating func chance(_ probability: Float) -> Bool { uniform() < probability }

  private static func mix(_ value: UInt64) -> UInt64 {
    var bits = value
    bits = (bits ^ bits >> 30) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ bits >> 27) &* 0x94d0_49bb_1331_11eb
    return bits ^ bits >> 31
  }
}

public import Kagami

/// The indices in random order, or drawn with replacement.
///
/// ```swift
/// RandomSampler(count: digits.count)                                // each once
/// RandomSampler(count: digits.count, replacement: true, numSamples: 1_000)
/// ```
/// Without replacement each index comes once, and again once all have come if `numSamples` is larger.
/// Without a generator each loop draws a seed for one of its own. Numbers and order of draws are those of
/// <https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.RandomSampler>.
public struct RandomSampler: Sampler {
  /// How many indices there are to draw from.
  public let population: Int
  /// Whether an index may come again before all have come.
  public let replacement: Bool
  /// How many indices a loop gives.
  public let count: Int
  /// The stream of random numbers; nil for one of its own in each loop.
  public let generator: RandomGenerator?

  /// A random order.
  ///
  /// - Parameters:
  ///   - count: How many indices there are to draw from, 0 or more.
  ///   - replacement: Whether each draw is from all of them.
  ///   - numSamples: How many indices a loop gives, 1 or more; `count` unless given.
  ///   - generator: The stream of random numbers; for each loop one of its own, of a seed that the
  ///     current stream gives, unless given.
  public init(
    count: Int, replacement: Bool = false, numSamples: Int? = nil,
    generator: RandomGenerator? = nil
  ) {
    if count < 0 { misuse("RandomSampler", "\(count) samples", hint: "use 0 or more") }
    if let numSamples, numSamples < 1 || count == 0 {
      misuse("RandomSampler", "\(numSamples) indices cannot be drawn from \(count)")
    }
    population = count
    self.replacement = replacement
    self.count = numSamples ?? count
    self.generator = generator
  }

  /// With replacement, PyTorch draws so many numbers at a time.
  private static let pieceSize = 32

  /// Begins a loop, which draws when its first index is taken.
  public func makeIterator() -> DrawnIndices {
    var stream = generator
    let size = replacement ? Self.pieceSize : Swift.max(population, 1)
    // What does not fill a piece is drawn at the end, of a permutation's whole numbers; even if it is none.
    var (full, isDone) = (count / size, false)
    return DrawnIndices(isStreamShared: generator != nil) {
      if isDone { return nil }
      let drawing =
        stream ?? RandomGenerator(seed: RandomGenerator.current.nextSeed())
      stream = drawing
      let length = full > 0 ? size : count % size
      if full > 0 { full -= 1 } else { isDone = true }
      return draw(length, drawing)
    }
  }

  private func draw(_ length: Int, _ stream: RandomGenerator) -> [Int] {
    guard replacement else {
      let order = Tensor.randperm(population, generator: stream).array(of: Int.self)
      return length == population ? order : Array(order.prefix(length))
    }
    if length == 0 { return [] }
    return Tensor.randint(0, population, [length], generator: stream).array(of: Int.self)
  }
}

public import Kagami

/// Indices drawn with the probabilities of weights.
///
/// ```swift
/// // Samples of rare classes as often as those of frequent ones:
/// let weights = labels.map { 1 / Double(countOfClass[$0]) }
/// let sampler = WeightedRandomSampler(weights, numSamples: labels.count)
/// ```
/// The same seed gives the indices of
/// <https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.WeightedRandomSampler>.
public struct WeightedRandomSampler: Sampler {
  /// A weight for each sample; they need not add up to 1.
  public let weights: [Double]
  /// How many indices a loop gives.
  public let count: Int
  /// Whether an index may come again.
  public let replacement: Bool
  /// The stream of random numbers; the current one if nil.
  public let generator: RandomGenerator?

  /// Draws by weight.
  ///
  /// - Parameters:
  ///   - weights: One for each sample, finite and not negative, with a positive sum.
  ///   - numSamples: How many indices a loop gives, 1 or more.
  ///   - replacement: Whether an index may come again.
  ///   - generator: The stream of random numbers; the current one unless given.
  /// - Precondition: without replacement there are as many weights as indices that a loop gives.
  public init(
    _ weights: [Double], numSamples: Int, replacement: Bool = true,
    generator: RandomGenerator? = nil
  ) {
    if numSamples < 1 || weights.isEmpty || !replacement && numSamples > weights.count {
      misuse(
        "WeightedRandomSampler",
        "\(numSamples) indices cannot be drawn from \(weights.count)"
          + (replacement ? "" : " without replacement"))
    }
    if weights.contains(where: { !($0 >= 0) || !$0.isFinite }) || !(weights.reduce(0, +) > 0) {
      misuse(
        "WeightedRandomSampler", "weights are negative, not finite, or all zero",
        hint: "use probabilities, or any numbers in proportion to them")
    }
    self.weights = weights
    count = numSamples
    self.replacement = replacement
    self.generator = generator
  }

  /// Begins a loop, which draws when its first index is taken.
  public func makeIterator() -> DrawnIndices {
    var isDone = false
    return DrawnIndices(isStreamShared: false) {
      if isDone { return nil }
      isDone = true
      let drawn = Tensor(weights, dtype: .float64).multinomial(
        count, replacement: replacement, generator: generator)
      return drawn.array(of: Int.self)
    }
  }
}

public import Kagami

/// Given indices in random order.
///
/// ```swift
/// let (training, validation) = (Array(0..<50_000), Array(50_000..<60_000))
/// let loader = DataLoader(digits, batchSize: 64, sampler: SubsetRandomSampler(training))
/// ```
/// Source: <https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.SubsetRandomSampler>.
public struct SubsetRandomSampler: Sampler {
  /// What is given, each once.
  public let indices: [Int]
  /// The stream of random numbers; the current one if nil.
  public let generator: RandomGenerator?

  /// A random order of indices.
  ///
  /// - Parameters:
  ///   - indices: Indices of samples.
  ///   - generator: The stream of random numbers; the current one unless given.
  public init(_ indices: [Int], generator: RandomGenerator? = nil) {
    self.indices = indices
    self.generator = generator
  }

  /// How many indices a loop gives.
  public var count: Int { indices.count }

  /// Begins a loop, which draws when its first index is taken.
  public func makeIterator() -> DrawnIndices {
    var isDone = false
    return DrawnIndices(isStreamShared: false) {
      if isDone { return nil }
      isDone = true
      let order = Tensor.randperm(indices.count, generator: generator).array(of: Int.self)
      return order.map { indices[$0] }
    }
  }
}

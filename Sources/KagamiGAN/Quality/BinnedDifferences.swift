public import Kagami

/// The number of statistically different bins: in how many regions of the data a set has too many or too
/// few samples.
///
/// ```swift
/// let bins = BinnedDifferences(training, generator: RandomGenerator(seed: 0))    // [60000, 784]
/// let result = bins.compare(generated)                                           // [10000, 784]
/// print(result.differing, "of", result.bins)
/// ```
/// The regions are clusters of the training samples. In each, the share `p₁` of the training samples and
/// the share `p₂` of the set are compared by the two-proportion z-test,
/// `z = (p₁ − p₂) / √(p(1 − p)(1/n₁ + 1/n₂))` with the pooled share `p`; a bin differs if |z| exceeds a
/// threshold. Of samples of the same distribution 5 % of the bins differ by chance at the threshold used
/// by default. A collapsed generator leaves bins empty and overfills others. Source: Richardson and
/// Weiss, "On GANs and GMMs", <https://arxiv.org/abs/1805.12462>.
public struct BinnedDifferences: Sendable {
  /// |z| at a significance of 0.05, two-sided.
  public static let defaultThreshold = 1.959963984540054

  /// The bins.
  public let clusters: KMeans
  /// The number of training samples in each bin.
  public let trainingCounts: [Int]

  /// A set's samples beside the training samples, bin by bin.
  public struct Result: Equatable, Sendable, Codable {
    /// The number of the set's samples in each bin.
    public let counts: [Int]
    /// How many bins differ.
    public let differing: Int
    /// The Jensen–Shannon divergence between both lists of shares, in nats: 0 to log 2.
    public let jensenShannon: Double

    /// The number of bins.
    public var bins: Int { counts.count }
    /// The share of bins that differ.
    public var differingShare: Double { Double(differing) / Double(bins) }
  }

  /// Clusters the training samples.
  ///
  /// - Parameters:
  ///   - training: `[n, width]`
  ///   - bins: The number of bins.
  ///   - generator: The stream of the clusters' start.
  ///   - maxIterations: The most iterations of ``KMeans``; bins need no exact convergence.
  /// - Precondition: `1 ≤ bins ≤ n`; finite fractions.
  public init(
    _ training: Tensor, bins: Int = 100, generator: RandomGenerator, maxIterations: Int = 20
  ) {
    self.init(
      KMeans(training, k: bins, generator: generator, maxIterations: maxIterations))
  }

  /// Bins that are clusters of the training samples already.
  ///
  /// - Parameter clusters: The clusters, whose labels are those of the training samples.
  public init(_ clusters: KMeans) {
    self.clusters = clusters
    trainingCounts = Self.counts(clusters.labels, clusters.k)
  }

  /// Compares a set with the training samples.
  ///
  /// - Parameters:
  ///   - x: `[m, width]`
  ///   - threshold: The |z| above which a bin differs.
  /// - Precondition: finite fractions as wide as the training samples, a row or more.
  public func compare(_ x: Tensor, threshold: Double = defaultThreshold) -> Result {
    let counts = Self.counts(clusters.assign(x), clusters.k)
    let sizes = (Double(trainingCounts.reduce(0, +)), Double(x.shape[0]))
    let shares = zip(trainingCounts, counts).map { (Double($0) / sizes.0, Double($1) / sizes.1) }
    let differing = shares.count { p, q in
      let pooled = (p * sizes.0 + q * sizes.1) / (sizes.0 + sizes.1)
      let error = (pooled * (1 - pooled) * (1 / sizes.0 + 1 / sizes.1)).squareRoot()
      // Where all samples or none lie in the bin the error is 0 and so is the difference.
      return (p - q).magnitude > threshold * error
    }
    return Result(
      counts: counts, differing: differing,
      jensenShannon: Divergence.jensenShannon(shares.map(\.0), shares.map(\.1)))
  }

  private static func counts(_ labels: Tensor, _ k: Int) -> [Int] {
    LabelHistogram(labels: labels, classes: k).counts
  }
}

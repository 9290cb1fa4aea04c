public import Kagami

/// Clusters of samples around their means, by Lloyd's iteration.
///
/// ```swift
/// let clusters = KMeans(training, k: 100, generator: RandomGenerator(seed: 0))    // [60000, 784]
/// clusters.centres                                                               // [100, 784]
/// clusters.assign(generated)                                                     // [10000], int64
/// ```
/// Each sample belongs to the nearest centre, and each centre moves to the mean of its samples, until no
/// sample changes its cluster, the centres hardly move, or the iterations are used up. A cluster without
/// samples takes the sample that is farthest from its own centre, as in scikit-learn. Distances are
/// Euclidean, in `float64`. Sources: Lloyd, "Least squares quantization in PCM", 1982;
/// <https://scikit-learn.org/stable/modules/generated/sklearn.cluster.KMeans.html>.
public struct KMeans: Sendable {
  /// `[k, width]`, `float64`.
  public let centres: Tensor
  /// The nearest centre of each sample, `[n]`, `int64`.
  public let labels: Tensor
  /// The sum of all samples' squared distances from their centres.
  public let inertia: Double
  /// How often the centres were moved.
  public let iterations: Int

  /// Clusters from a random start.
  ///
  /// The start is that of k-means++: each centre is a sample, drawn with a probability in proportion to
  /// its squared distance from the nearest centre so far. It draws from at most 5,000 samples, because
  /// every centre takes a pass over them. Source: Arthur and Vassilvitskii, "k-means++", 2007.
  ///
  /// - Parameters:
  ///   - x: `[n, width]`
  ///   - k: The number of clusters.
  ///   - generator: The stream of the start.
  ///   - maxIterations: How often the centres are moved at most.
  ///   - tolerance: The centres' squared movement, as a share of the mean variance of a column, at
  ///     which to stop.
  /// - Precondition: `1 ≤ k ≤ n`; finite fractions.
  public init(
    _ x: Tensor, k: Int, generator: RandomGenerator, maxIterations: Int = 100,
    tolerance: Double = 1e-4
  ) {
    if k < 1 { misuse("KMeans", "k is \(k)", hint: "use 1 or more") }
    let rows = SampleRows(x, "samples", in: "KMeans", atLeast: k)
    let start = KMeansStart(generator: generator).centres(rows, k)
    self.init(rows, start, maxIterations, tolerance)
  }

  /// Clusters from given centres.
  ///
  /// - Parameters:
  ///   - x: `[n, width]`
  ///   - centres: `[k, width]`
  ///   - maxIterations: How often the centres are moved at most; 0 keeps those given.
  ///   - tolerance: The centres' squared movement, as a share of the mean variance of a column, at
  ///     which to stop.
  /// - Precondition: `1 ≤ k ≤ n`; finite fractions of equal width.
  public init(
    _ x: Tensor, centres: Tensor, maxIterations: Int = 100, tolerance: Double = 1e-4
  ) {
    let start = SampleRows(centres, "centres", in: "KMeans")
    let rows = SampleRows(x, "samples", in: "KMeans", atLeast: start.count)
    rows.check(sameWidthAs: start, in: "KMeans")
    self.init(rows, start.doubles(0..<start.count), maxIterations, tolerance)
  }

  private init(_ x: SampleRows, _ start: Tensor, _ maxIterations: Int, _ tolerance: Double) {
    let norms = x.squaredNorms
    let least = tolerance * Self.meanVariance(x, norms)
    var centres = start
    var assignment = KMeansAssignment(x, norms, to: centres)
    var iterations = 0
    while iterations < maxIterations {
      iterations += 1
      let moved = assignment.means(x)
      let step = moved - centres
      centres = moved
      let previous = assignment.labels
      assignment = KMeansAssignment(x, norms, to: centres)
      if assignment.labels == previous || (step * step).sum().item() <= least { break }
    }
    self.centres = centres
    self.iterations = iterations
    labels = Tensor(assignment.labels)
    inertia = assignment.squares.reduce(0, +)
  }

  /// The number of clusters.
  public var k: Int { centres.shape[0] }

  /// The nearest centre of each of some samples.
  ///
  /// - Parameter x: `[m, width]`
  /// - Returns: `[m]`, `int64`; of equally near centres the first.
  /// - Precondition: finite fractions as wide as the centres, a row or more.
  public func assign(_ x: Tensor) -> Tensor {
    let rows = SampleRows(x, "samples", in: "KMeans.assign")
    rows.check(sameWidthAs: SampleRows(centres, "centres", in: "KMeans"), in: "KMeans.assign")
    return Tensor(KMeansAssignment(rows, rows.squaredNorms, to: centres).labels)
  }

  /// The mean over the columns of their variances.
  ///
  /// - Parameter norms: The squared norm of each sample.
  private static func meanVariance(_ x: SampleRows, _ norms: Tensor) -> Double {
    var sum = Tensor.zeros([x.width], dtype: .float64)
    for rows in x.blocks(of: BlockProducts.rowsPerBlock) { sum += x.doubles(rows).sum(axis: 0) }
    let mean = sum / Double(x.count)
    return (norms.mean().item() - (mean * mean).sum().item()) / Double(x.width)
  }
}

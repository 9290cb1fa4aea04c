internal import Kagami

/// The first centres of k-means, by k-means++.
struct KMeansStart {
  /// The most samples that centres are drawn from, unless there are more centres.
  static let mostSamples = 5000

  let generator: RandomGenerator

  /// `k` of the samples, `[k, width]`, `float64`.
  func centres(_ x: SampleRows, _ k: Int) -> Tensor {
    let count = min(x.count, max(Self.mostSamples, k))
    let drawn = Tensor.randperm(x.count, generator: generator)
      .narrow(axis: 0, start: 0, length: count)
    let samples = SampleRows(x.tensor.indexSelect(axis: 0, drawn), "samples", in: "KMeans")
    let (pool, norms) = (samples.doubles(0..<count), samples.squaredNorms)
    // The order of the pool is random, so its first sample is as good as any.
    var chosen = [pool.narrow(axis: 0, start: 0, length: 1)]
    var squares = [Double](repeating: .infinity, count: count)
    while chosen.count < k {
      let latest = chosen[chosen.count - 1]
      let found = PairwiseDistances.squares(
        pool.matmul(latest.transpose()), norms, (latest * latest).sum(axis: 1)
      ).array(of: Double.self)
      for (index, square) in found.enumerated() where square < squares[index] {
        squares[index] = square
      }
      chosen.append(pool.narrow(axis: 0, start: draw(squares), length: 1))
    }
    return Tensor.concatenate(chosen)
  }

  /// A position, drawn with a probability in proportion to the weights; any if all are 0.
  private func draw(_ weights: [Double]) -> Int {
    let share = Tensor.rand([], dtype: .float64, generator: generator).item()
    let total = weights.reduce(0, +)
    if total == 0 { return min(Int(share * Double(weights.count)), weights.count - 1) }
    var left = share * total
    for (index, weight) in weights.enumerated() where weight > 0 {
      left -= weight
      if left < 0 { return index }
    }
    // Rounding may leave a rest behind the last weight.
    return weights.lastIndex { $0 > 0 } ?? 0
  }
}

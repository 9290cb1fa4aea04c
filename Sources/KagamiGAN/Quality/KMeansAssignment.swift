internal import Kagami

/// Samples with their nearest centres, and what the centres' next positions are computed from.
struct KMeansAssignment {
  /// The nearest centre of each sample; of equally near ones the first.
  private(set) var labels: [Int64] = []
  /// Each sample's squared distance from it.
  private(set) var squares: [Double] = []
  private let centres: Tensor
  /// The sum of each centre's samples, `[k, width]`.
  private var sums: Tensor
  private var counts: [Int]

  /// Finds the nearest centres and adds the samples up, in one pass.
  ///
  /// - Parameters:
  ///   - norms: The squared norm of each sample, `[x.count]`.
  ///   - centres: `[k, width]`
  init(_ x: SampleRows, _ norms: Tensor, to centres: Tensor) {
    let k = centres.shape[0]
    self.centres = centres
    sums = Tensor.zeros(centres.shape, dtype: .float64)
    counts = Array(repeating: 0, count: k)
    let (factor, centreNorms) = (centres.transpose(), (centres * centres).sum(axis: 1))
    let positions = Tensor.arange(k)
    for rows in x.blocks(of: BlockProducts.rowsPerBlock) {
      let block = x.doubles(rows)
      let nearest = PairwiseDistances.squares(
        block.matmul(factor), norms.narrow(axis: 0, start: rows.lowerBound, length: rows.count),
        centreNorms
      ).min(axis: 1)
      let belongs = (nearest.indices.unsqueeze(axis: 1) .== positions).to(.float64)
      sums += belongs.transpose().matmul(block)
      labels += nearest.indices.array(of: Int64.self)
      squares += nearest.values.array(of: Double.self)
    }
    for label in labels { counts[Int(label)] += 1 }
  }

  /// The mean of each centre's samples.
  ///
  /// A centre without samples moves to the one farthest from its own centre, which loses it; one that so
  /// loses its only sample stays where it is.
  ///
  /// - Returns: `[k, width]`
  func means(_ x: SampleRows) -> Tensor {
    var (sums, counts) = (sums, counts)
    let empty = counts.indices.filter { counts[$0] == 0 }
    if !empty.isEmpty {
      let farthest = squares.indices.sorted { squares[$0] > squares[$1] }.prefix(empty.count)
      for (centre, sample) in zip(empty, farthest) {
        let row = x.doubles(sample..<sample + 1).squeeze(axis: 0)
        let owner = Int(labels[sample])
        sums[owner] = sums[owner] - row
        sums[centre] = row
        (counts[owner], counts[centre]) = (counts[owner] - 1, 1)
      }
    }
    let divisors = Tensor(counts.map(Double.init), dtype: .float64).unsqueeze(axis: 1)
    return Tensor.where(divisors .> 0, sums / divisors, centres)
  }
}

public import Kagami

/// Improved precision and recall: how many generated samples look real, and how much of the real data they
/// cover.
///
/// ```swift
/// let result = PrecisionRecall(real: testFeatures, generated: features)    // [10000, 256] each
/// print(result.precision, result.recall)
/// ```
/// Around each real sample lies a ball that reaches to its `k`-th nearest other real sample; together
/// they stand for where the real data is. Precision is the share of generated samples within a ball or
/// more. Recall is the same with the sets exchanged: the share of real samples within the balls around
/// generated ones. Both are 0 to 1 and depend on the number of samples and the features. Source:
/// Kynkäänniemi and others, <https://arxiv.org/abs/1904.06991>.
public struct PrecisionRecall: Equatable, Sendable, Codable {
  /// The share of generated samples that lie where the real ones are.
  public let precision: Double
  /// The share of real samples that lie where the generated ones are.
  public let recall: Double

  /// Compares two sets.
  ///
  /// - Parameters:
  ///   - real: `[n, width]`
  ///   - generated: `[m, width]`
  ///   - k: Which neighbour a ball reaches to.
  /// - Precondition: finite fractions of equal width; `1 ≤ k < n` and `k < m`.
  public init(real: Tensor, generated: Tensor, k: Int = 3) {
    let operation = "PrecisionRecall"
    if k < 1 { misuse(operation, "k is \(k)", hint: "use 1 or more") }
    let realRows = SampleRows(real, "real samples", in: operation, atLeast: k + 1)
    let generatedRows = SampleRows(generated, "generated samples", in: operation, atLeast: k + 1)
    realRows.check(sameWidthAs: generatedRows, in: operation)
    let realRadii = NearestNeighbours(within: real, k: k).radii
    let generatedRadii = NearestNeighbours(within: generated, k: k).radii
    // The largest of radius² − distance², which is 0 or more within a ball or on its border.
    var depths = [Double](repeating: -.infinity, count: generatedRows.count)
    var realDepths = [Double](repeating: -.infinity, count: realRows.count)
    PairwiseDistances(generatedRows, realRows, in: operation).forEachBlock { block in
      let (rows, columns) = (block.rows, block.columns)
      let outer = realRadii.narrow(axis: 0, start: columns.lowerBound, length: columns.count)
      let own = generatedRadii.narrow(axis: 0, start: rows.lowerBound, length: rows.count)
      Self.raise(&depths, rows, to: (outer - block.squares).amax(axis: 1))
      Self.raise(
        &realDepths, columns, to: (own.unsqueeze(axis: 1) - block.squares).amax(axis: 0))
    }
    precision = Self.share(depths)
    recall = Self.share(realDepths)
  }

  private static func raise(_ depths: inout [Double], _ range: Range<Int>, to found: Tensor) {
    for (index, depth) in zip(range, found.array(of: Double.self)) {
      depths[index] = max(depths[index], depth)
    }
  }

  private static func share(_ depths: [Double]) -> Double {
    Double(depths.count { $0 >= 0 }) / Double(depths.count)
  }
}

extension NearestNeighbours {
  /// The squared distance of each row's farthest neighbour, `[n]`.
  fileprivate var radii: Tensor {
    squaredDistances.narrow(axis: 1, start: k - 1, length: 1).squeeze(axis: 1)
  }
}

public import Kagami

/// The squared maximum mean discrepancy between two sets, unbiased: 0 on average for samples of one
/// distribution.
///
/// ```swift
/// let distance = KernelDistance(testFeatures, features)    // [10000, 256] each
/// print(distance.squared)                                  // may be below 0
/// ```
/// `MMD² = mean k(xᵢ, xⱼ) + mean k(yᵢ, yⱼ) − 2·mean k(xᵢ, yⱼ)`, the first two means over pairs of
/// different samples. With the polynomial kernel of degree 3 it is the KID, in the features that are
/// given. Unlike ``FrechetDistance`` it has no bias in the number of samples. Sources: Gretton and
/// others, "A kernel two-sample test", 2012; Bińkowski and others,
/// <https://arxiv.org/abs/1801.01401>.
public struct KernelDistance: Equatable, Sendable, Codable {
  /// The estimate; 0 or less where the sets cannot be told apart.
  public let squared: Double

  /// What similarity of two samples means.
  public enum Kernel: Equatable, Sendable {
    /// `(x·y / width + 1)^degree`; the KID's has degree 3.
    case polynomial(degree: Int)
    /// `exp(−‖x − y‖² / (2·bandwidth²))`; see ``KernelDistance/medianDistance(_:)``.
    case gaussian(bandwidth: Double)
  }

  /// Compares two sets.
  ///
  /// - Parameters:
  ///   - x: `[n, width]`
  ///   - y: `[m, width]`
  ///   - kernel: The kernel.
  /// - Precondition: finite fractions of equal width, two rows or more each; the degree is positive,
  ///   the bandwidth positive and finite.
  public init(_ x: Tensor, _ y: Tensor, kernel: Kernel = .polynomial(degree: 3)) {
    switch kernel {
    case .polynomial(let degree) where degree < 1:
      misuse("KernelDistance", "degree \(degree)", hint: "use 1 or more")
    case .gaussian(let bandwidth) where !(bandwidth > 0 && bandwidth.isFinite):
      misuse("KernelDistance", "bandwidth \(bandwidth)", hint: "use a positive, finite one")
    default: break
    }
    let first = SampleRows(x, "samples", in: "KernelDistance", atLeast: 2)
    let second = SampleRows(y, "samples", in: "KernelDistance", atLeast: 2)
    first.check(sameWidthAs: second, in: "KernelDistance")
    squared =
      kernel.meanOfPairs(first) + kernel.meanOfPairs(second) - 2 * kernel.mean(first, second)
  }

  /// The median distance between different samples: a bandwidth for the Gaussian kernel.
  ///
  /// Of the first 1,000 samples only, which gives half a million pairs.
  ///
  /// - Parameter x: `[n, width]`
  /// - Returns: The median; for an even number of pairs the mean of the middle two.
  /// - Precondition: finite fractions, two rows or more.
  public static func medianDistance(_ x: Tensor) -> Double {
    let rows = SampleRows(x, "samples", in: "KernelDistance.medianDistance", atLeast: 2)
    let count = min(rows.count, 1000)
    let first = rows.doubles(0..<count)
    let squares = PairwiseDistances(from: first, to: first).squares().array(of: Double.self)
    let pairs = (0..<count).flatMap { row in squares[row * count..<row * count + row] }.sorted()
    let middle = pairs.count / 2
    let upper = pairs[middle].squareRoot()
    return pairs.count % 2 == 1 ? upper : (pairs[middle - 1].squareRoot() + upper) / 2
  }
}

extension KernelDistance.Kernel {
  /// The mean over all pairs of a row of `x` and one of `y`.
  fileprivate func mean(_ x: SampleRows, _ y: SampleRows) -> Double {
    sum(BlockProducts(x, y)) / (Double(x.count) * Double(y.count))
  }

  /// The mean over the pairs of different rows.
  fileprivate func meanOfPairs(_ x: SampleRows) -> Double {
    let norms = x.squaredNorms
    let alone = similarities(norms, Tensor.zeros(like: norms), width: x.width)
    let count = Double(x.count)
    return (sum(BlockProducts(within: x)) - alone.sum().item()) / (count * (count - 1))
  }

  private func sum(_ products: BlockProducts) -> Double {
    var total = 0.0
    products.forEachBlock { block in
      // The Gaussian reads distances, the polynomial does not: nothing is computed that is not read.
      let squares = if case .gaussian = self { block.squares } else { block.product }
      let sum = similarities(block.product, squares, width: products.x.width).sum().item()
      total += block.hasMirror ? 2 * sum : sum
    }
    return total
  }

  /// - Parameters:
  ///   - product: Products of rows.
  ///   - squares: Their squared distances.
  private func similarities(_ product: Tensor, _ squares: Tensor, width: Int) -> Tensor {
    switch self {
    case .polynomial(let degree):
      let base = product / Double(width) + 1
      return (1..<degree).reduce(base) { power, _ in power * base }
    case .gaussian(let bandwidth):
      return (squares * (-0.5 / (bandwidth * bandwidth))).exp()
    }
  }
}

public import Kagami

/// The mean and covariance of a set of samples.
///
/// ```swift
/// let moments = GaussianMoments(of: features)    // [10000, 256]
/// moments.covariance                             // [256, 256]
/// ```
/// `μ = Σx / n` and `S = Σ(x − μ)(x − μ)ᵀ / (n − 1)` in `float64`: the mean first, then the products of
/// what is left, so that a large mean costs no digits.
public struct GaussianMoments: Sendable {
  /// `[width]`, `float64`.
  public let mean: Tensor
  /// `[width, width]`, `float64`, symmetric.
  public let covariance: Tensor

  /// Moments that are known already.
  ///
  /// - Parameters:
  ///   - mean: `[width]`
  ///   - covariance: `[width, width]`, symmetric and positive semidefinite.
  /// - Precondition: the shapes fit and the elements are fractions.
  public init(mean: Tensor, covariance: Tensor) {
    let shapes = (mean.shape, covariance.shape)
    if shapes.0.count != 1 || shapes.0[0] < 1 || shapes.1 != [shapes.0[0], shapes.0[0]]
      || !mean.dtype.isFloatingPoint || !covariance.dtype.isFloatingPoint
    {
      misuse(
        "GaussianMoments",
        "a mean of \(shapes.0) in \(mean.dtype) and a covariance of \(shapes.1) in "
          + "\(covariance.dtype) do not fit", hint: "expected fractions of [width], [width, width]")
    }
    self.mean = mean.detach().to(.cpu).to(.float64)
    self.covariance = covariance.detach().to(.cpu).to(.float64)
  }

  /// The moments of a set.
  ///
  /// - Parameter x: `[n, width]`
  /// - Precondition: finite fractions, two rows or more.
  public init(of x: Tensor) {
    let rows = SampleRows(x, "samples", in: "GaussianMoments", atLeast: 2)
    let blocks = rows.blocks(of: 1024)
    var total = Tensor.zeros([rows.width], dtype: .float64)
    for block in blocks { total += rows.doubles(block).sum(axis: 0) }
    let mean = total / Double(rows.count)
    var products = Tensor.zeros([rows.width, rows.width], dtype: .float64)
    for block in blocks {
      let centred = rows.doubles(block) - mean
      products += centred.transpose().matmul(centred)
    }
    self.mean = mean
    covariance = products / Double(rows.count - 1)
  }
}

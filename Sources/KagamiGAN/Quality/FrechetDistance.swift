public import Kagami

/// The Fréchet distance between normal distributions: how far sets are apart in mean and covariance.
///
/// ```swift
/// let distance = try FrechetDistance(to: GaussianMoments(of: testFeatures))
/// try distance(GaussianMoments(of: generatedFeatures))    // 0 for equal moments
/// ```
/// `‖μ₁ − μ₂‖² + tr S₁ + tr S₂ − 2·tr (S₁S₂)^½`. The last trace is `Σ√λ` over the eigenvalues λ of
/// `S₁^½·S₂·S₁^½`, which is symmetric: LAPACK's symmetric solver gives both roots in real numbers, where
/// the root of `S₁S₂` itself may come out complex. Eigenvalues that rounding leaves below 0 count as 0.
///
/// In Inception features it is known as FID. Distances in other features, or of another number of
/// samples, are on scales of their own: compare only like with like. Sources: Heusel and others,
/// <https://arxiv.org/abs/1706.08500>; Dowson and Landau, "The Fréchet distance between multivariate
/// normal distributions", 1982.
public struct FrechetDistance: Sendable {
  /// The distribution that distances are measured to.
  public let reference: GaussianMoments
  /// `S₁^½`, `[width, width]`.
  private let root: Tensor

  /// Takes the root of a reference's covariance, which serves any number of distances.
  ///
  /// - Parameter reference: The moments of real samples.
  /// - Throws: `LinearAlgebraError` if the covariance is not finite, or LAPACK does not converge.
  public init(to reference: GaussianMoments) throws(LinearAlgebraError) {
    let (values, vectors) = try reference.covariance.eigh()
    self.reference = reference
    root = (vectors * values.clamp(min: 0).sqrt()).matmul(vectors.transpose())
  }

  /// The distance of another distribution.
  ///
  /// - Parameter other: Moments of the same width.
  /// - Returns: 0 or more; of equal moments 0, but for rounding.
  /// - Throws: `LinearAlgebraError` if the moments are not finite, or LAPACK does not converge.
  public func callAsFunction(_ other: GaussianMoments) throws(LinearAlgebraError) -> Double {
    let shapes = (reference.mean.shape, other.mean.shape)
    if shapes.0 != shapes.1 {
      misuse(
        "FrechetDistance", "means of \(shapes.0) and \(shapes.1) differ in width",
        hint: "compare features of the same layer")
    }
    let shift = reference.mean - other.mean
    let spread = try root.matmul(other.covariance).matmul(root).eigh().values
    let common = spread.clamp(min: 0).sqrt().sum()
    let traces = Self.trace(reference.covariance) + Self.trace(other.covariance)
    return max(0, ((shift * shift).sum() + traces - common * 2).item())
  }

  /// The distance between two sets, in the order reference, other.
  ///
  /// - Parameters:
  ///   - x: `[n, width]`
  ///   - y: `[m, width]`
  /// - Returns: 0 or more.
  /// - Precondition: finite fractions of equal width, two rows or more each.
  /// - Throws: `LinearAlgebraError` if LAPACK does not converge.
  public static func between(_ x: Tensor, _ y: Tensor) throws(LinearAlgebraError) -> Double {
    try FrechetDistance(to: GaussianMoments(of: x))(GaussianMoments(of: y))
  }

  private static func trace(_ matrix: Tensor) -> Tensor {
    (matrix * Tensor.eye(matrix.shape[0], dtype: .float64)).sum()
  }
}

public import Kagami

/// The best generator that is one linear layer, in closed form: a Gaussian in the directions of largest
/// variance.
///
/// ```swift
/// let sampler = try PCASampler(of: images, components: 100)      // [60000, 784]
/// let fakes = sampler.images(from: Tensor.randn([64, 100]))      // [64, 784]
/// ```
/// `x = μ + V·diag(√λ)·z` with the eigenvectors V of the images' covariance that have the largest
/// eigenvalues λ, clamped to [−1, 1]. Of all affine functions of Gaussian noise of that extent it has the
/// least Fréchet distance in pixels before clamping. Source: Feizi et al., "Understanding GANs: the LQG
/// setting", 2017, for its place among GANs.
public struct PCASampler: Sendable {
  private let mean: Tensor
  /// `[components, pixels]`, each row an eigenvector times the root of its eigenvalue.
  private let directions: Tensor

  /// Fits the sampler by LAPACK's eigendecomposition, in float64.
  ///
  /// - Parameters:
  ///   - images: `[n, pixels]`, two or more.
  ///   - components: The extent of the noise, at most the number of pixels.
  /// - Throws: `LinearAlgebraError` for images that are not finite.
  public init(of images: Tensor, components: Int) throws(LinearAlgebraError) {
    let moments = GaussianMoments(of: images)
    let (values, vectors) = try moments.covariance.eigh()
    let pixels = values.shape[0]
    if !(1...pixels).contains(components) {
      misuse(
        "PCASampler", "\(components) components of \(pixels) pixels", hint: "use 1 to \(pixels)")
    }
    // Eigenvalues rise; rounding may leave those of constant pixels slightly negative.
    let kept = (pixels - components)..<pixels
    let scale = values[kept].clamp(min: 0).sqrt().reshape([components, 1])
    mean = moments.mean.to(.float32)
    directions = (vectors.transpose()[kept] * scale).to(.float32)
  }

  /// The extent of the noise.
  public var components: Int { directions.shape[0] }

  /// Images from noise.
  ///
  /// - Parameter noise: `[n, components]`
  /// - Returns: `[n, pixels]` within [−1, 1].
  public func images(from noise: Tensor) -> Tensor {
    (noise.matmul(directions) + mean).clamp(min: -1, max: 1)
  }
}

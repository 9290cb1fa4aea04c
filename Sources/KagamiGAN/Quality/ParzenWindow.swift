public import Kagami

/// The log-likelihood of images under Gaussians around generated ones: the measure of the first GAN paper.
///
/// ```swift
/// // Pixels within [0, 1]: a generator that ends in tanh gives (x + 1) / 2.
/// let window = ParzenWindow(generated, selectingOn: validation)    // [10000, 784], [1000, 784]
/// let score = window.score(of: test)                               // [10000, 784]
/// print(score.mean, score.standardError)
/// ```
/// `log p(x) = log (1/n)·Σᵢ exp(−½‖(x − μᵢ)/σ‖²) − d·log(σ√2π)` for `n` samples `μᵢ` of `d` pixels, in
/// nats. σ is the one of ``sigmas`` with the largest mean log-likelihood of the validation images: the
/// protocol of `parzen_ll.py` at <https://github.com/goodfeli/adversarial>, which takes 10,000 samples,
/// the first 1,000 validation images and all test images.
///
/// The measure varies strongly in many dimensions, and a set of blurred averages can beat real images:
/// it stands beside others for its history. Source: Goodfellow and others,
/// <https://arxiv.org/abs/1406.2661>, section 5; Theis and others, <https://arxiv.org/abs/1511.01844>.
public struct ParzenWindow: Sendable {
  /// The candidates for σ: ten from 0.1 to 1, evenly spaced in their logarithm.
  public static let sigmas = (0..<10).map { power(10, Double($0) / 9 - 1) }

  /// The width of each Gaussian, in the unit of the pixels.
  public let sigma: Double
  /// The mean log-likelihood of the validation images for each candidate; empty if σ was given.
  public let validationMeans: [Double]

  private let samples: SampleRows

  /// A mean and how far it may be off.
  public struct Score: Equatable, Sendable, Codable {
    /// The mean log-likelihood of an image, in nats.
    public let mean: Double
    /// The standard deviation over the images, divided by the root of their number.
    public let standardError: Double
  }

  /// Gaussians of a given width.
  ///
  /// - Parameters:
  ///   - samples: `[n, d]`
  ///   - sigma: The width of each Gaussian.
  /// - Precondition: finite fractions, a row or more; σ is positive and finite.
  public init(_ samples: Tensor, sigma: Double) {
    Self.check([sigma])
    self.samples = SampleRows(samples, "samples", in: "ParzenWindow")
    self.sigma = sigma
    validationMeans = []
  }

  /// Gaussians of the width that suits validation images best.
  ///
  /// Distances are computed once for all candidates; of equally good ones the first is taken.
  ///
  /// - Parameters:
  ///   - samples: `[n, d]`
  ///   - validation: `[m, d]`; neither among the samples nor among the images to be scored.
  ///   - sigmas: The candidates.
  /// - Precondition: finite fractions of equal width, a row or more each; there is a candidate, and all
  ///   are positive and finite.
  public init(_ samples: Tensor, selectingOn validation: Tensor, among sigmas: [Double] = sigmas) {
    Self.check(sigmas)
    self.samples = SampleRows(samples, "samples", in: "ParzenWindow")
    let rows = SampleRows(validation, "validation images", in: "ParzenWindow")
    let found = Self.logLikelihoods(of: rows, self.samples, sigmas)
    let means = found.map { $0.reduce(0, +) / Double($0.count) }
    let best = means.indices.max { means[$0] < means[$1] }
    validationMeans = means
    sigma = sigmas[best ?? 0]
  }

  /// The log-likelihood of each image.
  ///
  /// - Parameter images: `[m, d]`
  /// - Returns: `[m]`, `float64`, in nats.
  /// - Precondition: finite fractions as wide as the samples, a row or more.
  public func logLikelihoods(of images: Tensor) -> Tensor {
    let rows = SampleRows(images, "images", in: "ParzenWindow")
    return Tensor(Self.logLikelihoods(of: rows, samples, [sigma])[0], dtype: .float64)
  }

  /// The mean log-likelihood of some images, and its standard error.
  ///
  /// - Parameter images: `[m, d]`
  /// - Precondition: finite fractions as wide as the samples, a row or more.
  public func score(of images: Tensor) -> Score {
    let found = logLikelihoods(of: images)
    let variance = found.var(correction: 0).item()
    return Score(
      mean: found.mean().item(),
      standardError: (variance / Double(found.count)).squareRoot())
  }

  private static func check(_ sigmas: [Double]) {
    if sigmas.isEmpty || !sigmas.allSatisfy({ $0 > 0 && $0.isFinite }) {
      misuse("ParzenWindow", "σ among \(sigmas)", hint: "use positive, finite widths, one or more")
    }
  }

  /// For each σ the log-likelihood of each image.
  private static func logLikelihoods(
    of images: SampleRows, _ samples: SampleRows, _ sigmas: [Double]
  ) -> [[Double]] {
    // log Σ exp over the samples so far.
    var sums = sigmas.map { _ in [Double](repeating: -.infinity, count: images.count) }
    PairwiseDistances(images, samples, in: "ParzenWindow").forEachBlock { block in
      for (index, sigma) in sigmas.enumerated() {
        let part = (block.squares * (-0.5 / (sigma * sigma))).logSumExp(axis: 1)
        for (row, value) in zip(block.rows, part.array(of: Double.self)) {
          sums[index][row] = sumOfExponentials(sums[index][row], value)
        }
      }
    }
    let mean = logarithm(Double(samples.count))
    return zip(sums, sigmas).map { sums, sigma in
      let scale = Double(images.width) * logarithm(sigma * (2 * Double.pi).squareRoot())
      return sums.map { $0 - mean - scale }
    }
  }

  /// `log(eᵃ + eᵇ)`, without overflow.
  private static func sumOfExponentials(_ a: Double, _ b: Double) -> Double {
    let (low, high) = (min(a, b), max(a, b))
    return low == -.infinity ? high : high + logarithm(1 + exponential(low - high))
  }
}

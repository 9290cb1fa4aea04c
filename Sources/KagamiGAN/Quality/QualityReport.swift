/// Every measure of a set of generated images, beside the same measures of real ones.
///
/// Its `description` is a table. A figure means little alone: the row ``real`` has what real training images
/// reach, which no generator needs to better.
///
/// ```swift
/// let report = try quality.report(on: images)
/// print(report)
/// print(report.generated.frechet, report.real.frechet)
/// ```
public struct QualityReport: Equatable, Sendable, Codable {
  /// The measures of one set.
  public struct Row: Equatable, Sendable, Codable {
    /// The number of images.
    public var count: Int
    /// The Fréchet distance from the test images in the classifier's features.
    public var frechet: Double
    /// The Fréchet distance from the test images in pixels.
    public var frechetInPixels: Double
    /// Improved precision and recall in features, against the test images.
    public var precisionRecall: PrecisionRecall
    /// The 1-nearest-neighbour test in features, against as many test images.
    public var twoSample: TwoSampleTest
    /// The squared kernel distance from the test images in features, polynomial of degree 3.
    public var polynomialDistance: KernelDistance
    /// The same of the Gaussian kernel, whose bandwidth is the test images' median distance.
    public var gaussianDistance: KernelDistance
    /// The classes that the classifier finds.
    public var labels: LabelHistogram
    /// `KL(labels ‖ training labels)` in nats.
    public var labelDivergence: Double
    /// How sure the classifier is.
    public var confidence: ClassifierConfidence
    /// Bins of the training images in pixels.
    public var bins: BinnedDifferences.Result
    /// The log-likelihood of the test images in nats, with pixels within [0, 1].
    public var parzen: ParzenWindow.Score
    /// The width of the Gaussians that suited the validation images best.
    public var parzenSigma: Double
  }

  /// What the first GAN paper reports for MNIST: 225 ± 2 nats.
  ///
  /// Of networks of its own, larger than those here. Source: Goodfellow and others,
  /// <https://arxiv.org/abs/1406.2661>, table 1.
  public static let publishedParzen = ParzenWindow.Score(mean: 225, standardError: 2)

  /// The generated images.
  public var generated: Row
  /// As many real training images, or as many as there are.
  public var real: Row
  /// The number of training images, whose labels and bins are compared with.
  public var trainingCount: Int
  /// The number of validation images, for which σ is chosen: training images too, apart from ``real``.
  public var validationCount: Int
  /// The number of test images, to which distances are measured.
  public var testCount: Int
  /// The share of test images whose class the classifier finds.
  public var classifierAccuracy: Double
  /// The seconds that all of it took, the row of real images included.
  public var seconds: Double
}

public import Kagami
public import KagamiData

/// All measures of generated images in one call, beside those of real images.
///
/// ```swift
/// let quality = try SampleQuality(
///   training: training, test: test,                             // [60000, 784], [10000, 784]
///   features: classifier.features, logits: classifier.callAsFunction)
/// let images = noGrad { generator(Tensor.randn([10_000, 100])) }
/// print(try quality.report(on: images))
/// ```
/// What does not depend on the generated images is computed once, when this is made: bins of the
/// training images, features of the test images, and the measures of real images. Those are drawn from
/// the first five sixths of the training images; validation images for the Parzen window are the first
/// thousand of the rest (of MNIST's 60,000 those from 50,000 on, as in the protocol).
public struct SampleQuality {
  /// How much is measured.
  public struct Settings: Equatable, Sendable {
    /// The number of generated images in a report.
    public var count = 10_000
    /// The number of bins that the training images are divided into.
    public var bins = 100
    /// Which neighbour the balls of ``PrecisionRecall`` reach to.
    public var neighbours = 3
    /// The number of classes.
    public var classes = 10
    /// The seed of what is drawn: the order of images, and the start of the bins.
    public var seed: UInt64 = 0

    /// The settings of the literature.
    public init() {}
  }

  /// The settings that it was made with.
  public let settings: Settings
  /// The share of test images whose class the classifier finds.
  public let classifierAccuracy: Double

  private let reference: QualityReference
  private let real: QualityReport.Row
  private let counts: (training: Int, validation: Int, test: Int)
  private let seconds: Double

  /// Prepares what all reports share, and measures real images.
  ///
  /// - Parameters:
  ///   - training: `[n, pixels]` within [−1, 1], in random order, and their labels.
  ///   - test: `[m, pixels]` within [−1, 1], and their labels.
  ///   - features: A classifier's features of images: `[batch, pixels]` to `[batch, width]`.
  ///   - logits: The same classifier's logits: `[batch, pixels]` to `[batch, classes]`.
  ///   - settings: How much is measured.
  ///   - progress: Receives a line of text as each part begins.
  /// - Precondition: images are fractions of equal width, labels are at least 0 and less than the
  ///   number of classes, and the closures return a row for each image.
  /// - Throws: ``QualityError`` if there are too few images or pixels are not finite.
  public init(
    training: ImageBatch, test: ImageBatch, features: @escaping (Tensor) -> Tensor,
    logits: @escaping (Tensor) -> Tensor, settings: Settings = Settings(),
    progress: (String) -> Void = { _ in }
  ) throws(QualityError) {
    let start = ContinuousClock.now
    let pixels = training.images.shape.last ?? 0
    try Self.check("test", test.images, pixels, atLeast: settings.neighbours + 1)
    // A sixth of the training images must leave one, and the rest as many as a ball needs.
    let least = max(settings.bins, 6, 2 * settings.neighbours + 2)
    try Self.check("training", training.images, pixels, atLeast: least)
    self.settings = settings
    let generator = RandomGenerator(seed: settings.seed)
    let sets = QualitySets(
      training: training.images, test: test.images, count: settings.count, generator: generator)
    progress("dividing \(training.images.shape[0]) training images into \(settings.bins) bins")
    reference = try QualityReference(
      sets: sets, labels: LabelHistogram(labels: training.labels, classes: settings.classes),
      bins: BinnedDifferences(training.images, bins: settings.bins, generator: generator),
      classifier: BatchedClassifier(features: features, logits: logits),
      neighbours: settings.neighbours)
    let found = reference.classifier.logits(test.images).argmax(axis: 1)
    classifierAccuracy = (found .== test.labels).to(.float64).mean().item()
    progress("measuring \(sets.real.shape[0]) real images")
    real = try reference.row(sets.real)
    counts = (training.images.shape[0], sets.validation.shape[0], test.images.shape[0])
    seconds = (ContinuousClock.now - start) / .seconds(1)
  }

  /// Measures generated images.
  ///
  /// - Parameter images: `[count, pixels]` within [−1, 1], as many as the settings name.
  /// - Returns: The measures, beside those of real images.
  /// - Precondition: the images have the shape stated.
  /// - Throws: ``QualityError`` if pixels are not finite.
  public func report(on images: Tensor) throws(QualityError) -> QualityReport {
    let start = ContinuousClock.now
    if images.shape.first != settings.count {
      misuse(
        "SampleQuality.report", "\(images.shape) are not \(settings.count) images",
        hint: "give their number in Settings.count: the real images are as many")
    }
    try Self.check(
      "generated", images, reference.sets.test.shape[1], atLeast: settings.neighbours + 1)
    let row = try reference.row(images)
    return QualityReport(
      generated: row, real: real, trainingCount: counts.training,
      validationCount: counts.validation, testCount: counts.test,
      classifierAccuracy: classifierAccuracy,
      seconds: seconds + (ContinuousClock.now - start) / .seconds(1))
  }

  private static func check(
    _ name: String, _ images: Tensor, _ pixels: Int, atLeast least: Int
  ) throws(QualityError) {
    if images.rank != 2 || images.shape[1] != pixels || !images.dtype.isFloatingPoint {
      misuse(
        "SampleQuality", "\(name) images are \(images.dtype) of \(images.shape)",
        hint: "expected fractions of [count, pixels], pixels alike in all sets")
    }
    guard images.shape[0] >= least else {
      throw .tooFew(images: name, count: images.shape[0], least: least)
    }
    guard images.allFinite else { throw .nonFinite(images: name) }
  }
}

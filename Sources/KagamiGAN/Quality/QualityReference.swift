internal import Kagami

/// What sets of images are compared with, and each measure's part in it.
struct QualityReference {
  let sets: QualitySets
  let classifier: BatchedClassifier
  private let labels: LabelHistogram
  private let bins: BinnedDifferences
  private let neighbours: Int
  private let features: Tensor
  private let inFeatures: FrechetDistance
  private let inPixels: FrechetDistance
  private let bandwidth: Double

  init(
    sets: QualitySets, labels: LabelHistogram, bins: BinnedDifferences,
    classifier: BatchedClassifier, neighbours: Int
  ) throws(QualityError) {
    (self.sets, self.labels, self.bins) = (sets, labels, bins)
    (self.classifier, self.neighbours) = (classifier, neighbours)
    let features = classifier.features(sets.test)
    self.features = features
    do throws(LinearAlgebraError) {
      inFeatures = try FrechetDistance(to: GaussianMoments(of: features))
      inPixels = try FrechetDistance(to: GaussianMoments(of: sets.test))
    } catch {
      throw .covariance(error)
    }
    // Features that are all alike have no distance; any width does then.
    let median = KernelDistance.medianDistance(features)
    bandwidth = median > 0 ? median : 1
  }

  /// All measures of a set.
  ///
  /// - Parameter images: `[n, pixels]` within [−1, 1].
  func row(_ images: Tensor) throws(QualityError) -> QualityReport.Row {
    let found = classifier.features(images)
    let logits = classifier.logits(images)
    let histogram = LabelHistogram(logits: logits)
    let (frechet, frechetInPixels) = try distances(images, found)
    // Chance is one half only for as many of either.
    let size = min(images.shape[0], sets.test.shape[0])
    let window = ParzenWindow(
      Self.unitPixels(images), selectingOn: Self.unitPixels(sets.validation))
    return QualityReport.Row(
      count: images.shape[0], frechet: frechet, frechetInPixels: frechetInPixels,
      precisionRecall: PrecisionRecall(real: features, generated: found, k: neighbours),
      twoSample: TwoSampleTest(
        real: features.narrow(axis: 0, start: 0, length: size),
        generated: found.narrow(axis: 0, start: 0, length: size)),
      polynomialDistance: KernelDistance(features, found),
      gaussianDistance: KernelDistance(
        features, found, kernel: .gaussian(bandwidth: bandwidth)),
      labels: histogram, labelDivergence: histogram.divergence(from: labels),
      confidence: ClassifierConfidence(logits: logits), bins: bins.compare(images),
      parzen: window.score(of: Self.unitPixels(sets.test)), parzenSigma: window.sigma)
  }

  private func distances(
    _ images: Tensor, _ found: Tensor
  ) throws(QualityError) -> (features: Double, pixels: Double) {
    do throws(LinearAlgebraError) {
      return (
        try inFeatures(GaussianMoments(of: found)), try inPixels(GaussianMoments(of: images))
      )
    } catch {
      throw .covariance(error)
    }
  }

  /// Pixels within [0, 1], as the Parzen window's candidates for σ need them.
  private static func unitPixels(_ images: Tensor) -> Tensor { (images + 1) / 2 }
}

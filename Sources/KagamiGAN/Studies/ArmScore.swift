internal import Kagami
internal import KagamiNN

/// How good a generator's images are at one moment of a run.
struct ArmScore: Codable, Equatable, Sendable {
  /// Training steps so far.
  var step: Int
  /// Seconds of training so far, those of scores left out.
  var seconds: Double
  /// Multiplications and additions in products so far.
  var operations: Double
  /// The Fréchet distance of the classifier's features from those of the test images.
  var frechet: Double
  /// The divergence of the labels' histogram from that of the training images, in nats.
  var labelDivergence: Double
  /// Digits of which there is an image.
  var modes: Int
  /// The mean of the classifier's largest probability.
  var confidence: Double
  /// Improved precision and recall in the classifier's features; only at the end of a run.
  var precision: Double?
  var recall: Double?
}

extension StudyData {
  /// Scores images of which nothing else is known.
  ///
  /// - Parameters:
  ///   - images: `[n, pixels]` within [−1, 1].
  ///   - isLast: Whether precision and recall are computed, which take longest.
  func score(_ images: Tensor, isLast: Bool) throws -> ArmScore {
    let features = classifier.features(ofAll: images)
    let logits = classifier.logits(ofAll: images)
    let histogram = LabelHistogram(logits: logits)
    var score = ArmScore(
      step: 0, seconds: 0, operations: 0,
      frechet: try distance(GaussianMoments(of: features)),
      labelDivergence: histogram.divergence(from: labels), modes: histogram.modesCovered,
      confidence: ClassifierConfidence(logits: logits).mean)
    if isLast {
      let result = PrecisionRecall(real: testFeatures, generated: features)
      (score.precision, score.recall) = (result.precision, result.recall)
    }
    return score
  }
}

internal import Kagami
public import KagamiData
internal import KagamiNN

/// The images that a study trains on, and what its scores compare with.
public final class StudyData {
  /// The training images.
  let training: DigitImages
  /// Scores generated images.
  let classifier: DigitClassifier
  /// How the classifier's features of the test images are distributed.
  let distance: FrechetDistance
  /// The classifier's features of the test images, `[n, width]`.
  let testFeatures: Tensor
  /// How often each digit is among the training images.
  let labels: LabelHistogram

  /// The training images that initial weights may depend on.
  let meanImages: Tensor

  /// Computes what scores compare with.
  ///
  /// - Parameters:
  ///   - training: The images to train on.
  ///   - test: The images to compare with.
  ///   - classifier: Scores generated images.
  /// - Throws: `LinearAlgebraError` where the features of the test images have no finite moments.
  public init(training: DigitImages, test: DigitImages, classifier: DigitClassifier) throws {
    (self.training, self.classifier) = (training, classifier)
    meanImages = training.prefix(InitialWeights.imageCount).all.images
    testFeatures = classifier.features(ofAll: test)
    distance = try FrechetDistance(to: GaussianMoments(of: testFeatures))
    labels = LabelHistogram(
      counts: training.labels.reduce(into: [Int](repeating: 0, count: 10)) {
        $0[Int($1)] += 1
      })
  }
}

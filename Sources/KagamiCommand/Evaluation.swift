import CommandSupport
import Kagami
import KagamiData
import KagamiGAN

/// A comparison of generated images with a data set.
struct Evaluation {
  /// The fewest images that a report can be made of.
  static let leastSamples = SampleQuality.Settings().neighbours + 1
  /// Images in the picture of neighbours.
  private static let pictureCount = 32

  let training: DigitImages
  let test: DigitImages
  let classifier: DigitClassifier
  let seed: Int

  /// All measures of some images.
  ///
  /// - Parameters:
  ///   - images: `[n, pixels]`
  ///   - progress: Receives a line as each part begins.
  func report(on images: Tensor, progress: (String) -> Void) throws -> QualityReport {
    var settings = SampleQuality.Settings()
    settings.count = images.shape[0]
    settings.seed = UInt64(seed)
    // A bin of a few images could differ by no number: small data sets have fewer bins.
    settings.bins = min(settings.bins, max(1, training.count / 10))
    let quality = try SampleQuality(
      training: training, test: test, classifier: classifier, settings: settings,
      progress: progress)
    progress("measuring \(settings.count) generated images")
    return try quality.report(on: images)
  }

  /// The first images above the training images nearest to them, as the bytes of a PNG.
  ///
  /// - Parameter images: `[n, pixels]`
  func picture(of images: Tensor) throws -> [UInt8] {
    let some = images.narrow(axis: 0, start: 0, length: min(images.shape[0], Self.pictureCount))
    return try PNG.encode(NeighbourSheet(of: some, in: training.all.images).picture())
  }
}

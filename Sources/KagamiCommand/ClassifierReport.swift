import Foundation
import KagamiGAN

/// What a training of the classifier came to.
struct ClassifierReport: Encodable {
  /// The name of the images.
  let data: String
  /// The fingerprint of the training images.
  let fingerprint: String
  /// The number of training images.
  let images: Int
  let epochs: Int
  let seed: UInt64
  /// Seconds that the training took.
  let seconds: Double
  /// The share of the test images that are recognised.
  let testAccuracy: Double
  /// The number of test images.
  let testImages: Int
  /// The number of test images by label and prediction.
  let confusion: [[Int]]

  init(
    data: String, fingerprint: String, images: Int, training: ClassifierTraining, seconds: Double,
    confusion: ConfusionMatrix
  ) {
    (self.data, self.fingerprint, self.images) = (data, fingerprint, images)
    (epochs, seed, self.seconds) = (training.epochs, training.seed, seconds)
    (testAccuracy, testImages) = (confusion.accuracy, confusion.total)
    self.confusion = confusion.counts
  }

  /// Accuracy and seconds, in one line.
  var text: String {
    let correct = confusion.indices.reduce(0) { $0 + confusion[$1][$1] }
    return String(
      format: "test accuracy %.2f %% (%d of %d images), %.1f seconds\n", 100 * testAccuracy,
      correct,
      testImages, seconds)
  }

  /// The bytes of a JSON file.
  func json() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
  }
}

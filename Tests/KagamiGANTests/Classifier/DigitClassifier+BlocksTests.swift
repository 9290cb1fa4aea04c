import Kagami
import KagamiData
import KagamiGAN
import KagamiNN
import Testing

/// Large sets go through in blocks, in evaluation mode and without a tape.
@Suite struct DigitClassifierBlocksTests {
  private let digits = StrokeDigits.generate(count: 23, seed: 4)
  private let classifier = withGenerator(RandomGenerator(seed: 8)) {
    DigitClassifier(hidden: [20], featureDim: 12, dropout: 0.5)
  }

  /// Tensors and bytes, in blocks of which the last is smaller, in one block and one by one.
  ///
  /// A block of another size may add the 784 products of an output in another order.
  @Test(arguments: [1, 5, 23, 1000]) func blocksGiveTheWhole(_ blockSize: Int) {
    let images = digits.batch(Array(0..<23)).images
    let features = classifier.features(images)
    let logits = classifier.eval()(images)
    for found in [
      classifier.features(ofAll: images, blockSize: blockSize),
      classifier.features(ofAll: digits, blockSize: blockSize),
    ] {
      #expect(found.shape == [23, 12] && found.allClose(features, atol: 1e-6))
    }
    for found in [
      classifier.logits(ofAll: images, blockSize: blockSize),
      classifier.logits(ofAll: digits, blockSize: blockSize),
    ] {
      #expect(found.shape == [23, 10] && found.allClose(logits, atol: 1e-6))
    }
  }

  @Test func theModeStaysAndNothingIsRecorded() {
    let logits = classifier.logits(ofAll: digits)
    #expect(classifier.training && classifier.modules().allSatisfy(\.training))
    #expect(!logits.requiresGrad && !classifier.features(ofAll: digits).requiresGrad)
    classifier.eval()
    // Without the Dropout in either mode.
    #expect(classifier.logits(ofAll: digits).array(of: Float.self) == logits.array(of: Float.self))
    #expect(!classifier.training)
  }

  @Test func nothingGivesNothing() {
    #expect(classifier.features(ofAll: Tensor.zeros([0, 784])).shape == [0, 12])
    #expect(classifier.logits(ofAll: digits.prefix(0)).shape == [0, 10])
    #expect(classifier.confusion(on: digits.prefix(0)).total == 0)
  }

  @Test func predictionsAreTheLargestLogits() {
    let logits = classifier.logits(ofAll: digits)
    let confusion = classifier.confusion(on: digits)
    var expected = (0..<10).map { _ in (0..<10).map { _ in 0 } }
    for (index, label) in digits.labels.enumerated() {
      let row = logits[index].array(of: Float.self)
      expected[Int(label)][row.indices.max { row[$0] < row[$1] } ?? 0] += 1
    }
    #expect(confusion.counts == expected)
  }
}

/// Sets that do not fit stop with their shapes.
@Suite struct DigitClassifierBlocksMisuseTests {
  @Test func otherImages() async {
    let tensors = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = DigitClassifier().features(ofAll: .zeros([2, 28, 28])) }
    let text = String(decoding: tensors?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("DigitClassifier: [2, 28, 28] are no images of 784 pixels"))
    let bytes = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let small = DigitImages(height: 2, width: 3, pixels: [1, 2, 3, 4, 5, 6], labels: [1])
      _ = DigitClassifier().confusion(on: small)
    }
    let words = String(decoding: bytes?.standardErrorContent ?? [], as: UTF8.self)
    #expect(words.contains("images of 2×3 do not fit a classifier of 784 pixels"))
    let empty = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = DigitClassifier().logits(ofAll: Tensor.zeros([2, 784]), blockSize: 0) }
    let last = String(decoding: empty?.standardErrorContent ?? [], as: UTF8.self)
    #expect(last.contains("DigitClassifier: a block of 0 images"))
  }
}

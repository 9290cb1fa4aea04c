import Foundation
import Kagami
import KagamiData
import KagamiGAN
import KagamiNN
import TestSupport
import Testing

/// The training learns, reports its progress, and depends on nothing but its settings and images.
@Suite struct ClassifierTrainingTests {
  private static let mnist = ProcessInfo.processInfo.environment["KAGAMI_MNIST"]

  private func small() -> DigitClassifier {
    withGenerator(RandomGenerator(seed: 1)) { DigitClassifier(hidden: [64], featureDim: 32) }
  }

  private func weights(_ classifier: DigitClassifier) -> [[Float]] {
    classifier.parameters().map { $0.value.array(of: Float.self) }
  }

  @Test func strokeDigitsAreLearnt() throws {
    let classifier = small()
    let digits = StrokeDigits.generate(count: 1000, seed: 0)
    let unseen = StrokeDigits.generate(count: 500, seed: 1)
    #expect(classifier.confusion(on: unseen).accuracy < 0.3)
    try ClassifierTraining(epochs: 8, batchSize: 20).train(classifier, on: digits)
    #expect(classifier.confusion(on: unseen).accuracy > 0.9)
    #expect(!classifier.training)
  }

  /// Far from what a whole training reaches, which takes too long without optimisation.
  @Test(.wants("KAGAMI_MNIST", if: mnist != nil)) func mnistIsLearnt() throws {
    let folder = try #require(Self.mnist)
    let classifier = small()
    let digits = try MNIST.load(directory: folder, split: .train).prefix(3000)
    try ClassifierTraining(epochs: 6, batchSize: 30, shift: 0).train(classifier, on: digits)
    let unseen = try MNIST.load(directory: folder, split: .test).prefix(2000)
    #expect(classifier.confusion(on: unseen).accuracy > 0.85)
  }

  @Test func theSameBitsForAnyNumberOfThreads() throws {
    let digits = StrokeDigits.generate(count: 300, seed: 0)
    func trained(threads: Int, seed: UInt64 = 0, shift: Int = 1) throws -> [[Float]] {
      let before = numThreads
      setNumThreads(threads)
      defer { setNumThreads(before) }
      return weights(
        try ClassifierTraining(epochs: 1, batchSize: 128, shift: shift, seed: seed)
          .classifier(of: digits))
    }
    let one = try trained(threads: 1)
    #expect(try trained(threads: 2) == one)
    #expect(try trained(threads: 3) == one)
    #expect(try trained(threads: 2, seed: 1) != one)
    #expect(try trained(threads: 2, shift: 0) != one)
  }

  @Test func progressCountsStepsAndImages() throws {
    let digits = StrokeDigits.generate(count: 50, seed: 0)
    var reports: [ClassifierProgress] = []
    try ClassifierTraining(epochs: 2, batchSize: 20).train(small(), on: digits) {
      reports.append($0)
    }
    #expect(reports.map(\.step) == [1, 2, 3, 4, 5, 6])
    #expect(reports.map(\.epoch) == [1, 1, 1, 2, 2, 2])
    #expect(reports.map(\.images) == [20, 40, 50, 70, 90, 100])
    #expect(reports.map(\.endsEpoch) == [false, false, true, false, false, true])
    #expect(reports.allSatisfy { $0.totalSteps == 6 && $0.epochs == 2 && $0.loss > 0 })
  }

  /// The reported loss is the mean over the images of an epoch so far, batches of any size.
  @Test func theLossIsAMeanOverImages() throws {
    let digits = StrokeDigits.generate(count: 30, seed: 0)
    let classifier = withGenerator(RandomGenerator(seed: 1)) {
      DigitClassifier(hidden: [8], featureDim: 8, dropout: 0)
    }
    let images = digits.batch(Array(0..<30))
    let expected = CrossEntropyLoss()(classifier(images.images), images.labels).item()
    var losses: [Double] = []
    // A rate of 0 leaves the weights as they are.
    try ClassifierTraining(epochs: 2, batchSize: 20, lr: 0, shift: 0)
      .train(classifier, on: digits) { if $0.endsEpoch { losses.append($0.loss) } }
    #expect(losses.count == 2 && losses.allSatisfy { abs($0 - expected) < 1e-6 })
  }

  @Test func aSingleStepIsATraining() throws {
    let digits = StrokeDigits.generate(count: 1, seed: 0)
    let classifier = small()
    let before = weights(classifier)
    try ClassifierTraining(epochs: 1).train(classifier, on: digits)
    #expect(weights(classifier) != before)
  }

  @Test func aLossThatIsNotFiniteStops() throws {
    let digits = StrokeDigits.generate(count: 40, seed: 0)
    let error = try #require(throws: ClassifierTrainingError.self) {
      try ClassifierTraining(epochs: 3, batchSize: 20, lr: 1e30).train(small(), on: digits)
    }
    #expect(error.description.contains("not finite at step 2"))
    #expect(!error.description.contains("\n"))
  }
}

/// Images that do not fit, and settings without sense, stop with their numbers.
@Suite struct ClassifierTrainingMisuseTests {
  @Test func noImages() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let none = DigitImages(height: 28, width: 28, pixels: [], labels: [])
      _ = try ClassifierTraining().classifier(of: none)
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("ClassifierTraining: 0 images of 28×28 cannot train a classifier of 784"))
  }

  @Test func noEpochs() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = ClassifierTraining(epochs: 0) }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("ClassifierTraining: 0 epochs in batches of 256"))
  }
}

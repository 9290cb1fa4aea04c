import Foundation
import Kagami
import KagamiData
import KagamiGAN
import TestSupport
import Testing

/// A training in PyTorch: the same weights, order, shifts, Dropout, schedule and steps.
@Suite struct ClassifierTrainingGoldenTests {
  struct Run: Decodable {
    let seed: UInt64
    let height, width, hidden, features, epochs, batch, shift: Int
    let dropout, lr, decay: Double
    let pixels, labels: [UInt8]
    let losses, logits: [Double]
  }

  @Test func lossesAndLogitsFollowPyTorch() throws {
    let run: Run = try Goldens.load("classifier", from: .module)
    let digits = DigitImages(
      height: run.height, width: run.width, pixels: run.pixels, labels: run.labels)
    let classifier = withGenerator(RandomGenerator(seed: run.seed)) {
      DigitClassifier(
        inputDim: run.height * run.width, hidden: [run.hidden], featureDim: run.features,
        dropout: run.dropout)
    }
    let training = ClassifierTraining(
      epochs: run.epochs, batchSize: run.batch, lr: run.lr, weightDecay: run.decay,
      shift: run.shift, seed: run.seed)
    // Progress has the mean over the epoch so far, from which the batches' losses follow.
    var (losses, before): ([Double], Double) = ([], 0)
    try training.train(classifier, on: digits) { progress in
      let index = (progress.step - 1) % progress.stepsPerEpoch
      let sum = progress.loss * Double(index + 1)
      losses.append(index == 0 ? sum : sum - before)
      before = sum
    }
    #expect(run.losses.count == 20)
    #expect(Near.difference(losses, run.losses, absolute: 1e-5) == nil)
    let logits = classifier.logits(ofAll: digits).array(of: Double.self)
    #expect(Near.difference(logits, run.logits, absolute: 1e-5) == nil)
  }
}

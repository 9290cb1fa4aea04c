import Kagami
import KagamiData
import KagamiGAN
import KagamiNN
import TestSupport
import Testing

/// The classifier has the shapes and names that others read and write, and its features are what its last
/// layer reads.
@Suite struct DigitClassifierTests {
  private let digits = StrokeDigits.generate(count: 23, seed: 4)

  private func make(hidden: [Int] = [20], featureDim: Int = 12) -> DigitClassifier {
    withGenerator(RandomGenerator(seed: 8)) {
      DigitClassifier(hidden: hidden, featureDim: featureDim, dropout: 0.5)
    }
  }

  @Test func namesAndSizes() {
    let classifier = DigitClassifier()
    #expect(
      classifier.stateDict().map(\.name) == [
        "model.0.weight", "model.0.bias", "model.2.weight", "model.2.bias", "model.5.weight",
        "model.5.bias",
      ])
    #expect(classifier.parameters().reduce(0) { $0 + $1.count } == 535_818)
    #expect(classifier(Tensor.zeros([3, 784])).shape == [3, 10])
    #expect(classifier.features(Tensor.zeros([3, 784])).shape == [3, 256])
  }

  @Test func featuresAreThePenultimateActivations() {
    let classifier = make(hidden: [20, 16])
    let images = digits.batch(Array(0..<23)).images
    let parameters = classifier.parameters().map(\.value)
    var expected = images
    for layer in 0..<3 {
      expected = expected.linear(parameters[2 * layer], parameters[2 * layer + 1]).relu()
    }
    let inTraining = classifier.features(images)
    #expect(inTraining.allClose(expected))
    #expect(expected.amax().item() > 0)
    // The Dropout acts between the features and the logits, and in training only.
    let logits = expected.linear(parameters[6], parameters[7])
    #expect(!classifier(images).allClose(logits))
    classifier.eval()
    #expect(classifier(images).allClose(logits))
    #expect(classifier.features(images).array(of: Float.self) == inTraining.array(of: Float.self))
  }

  @Test func aSavedClassifierComputesTheSame() throws {
    let folder = try TemporaryFolder()
    let (first, second) = (make(), make())
    for parameter in second.parameters() { parameter.update { $0 *= 2.0 } }
    try Safetensors.save(first.stateDict(), to: folder.path + "/c.safetensors")
    try second.loadStateDict(Safetensors.load(folder.path + "/c.safetensors").tensors)
    #expect(
      first.logits(ofAll: digits).array(of: Float.self)
        == second.logits(ofAll: digits).array(of: Float.self))
  }
}

/// Extents that make no classifier stop with the numbers.
@Suite struct DigitClassifierMisuseTests {
  @Test func noFeatures() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = DigitClassifier(hidden: [5], featureDim: 0) }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("DigitClassifier: one of the extents [784, 5, 0] is 0, expected 1"))
  }
}

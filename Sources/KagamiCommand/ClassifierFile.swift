import Kagami
import KagamiData
import KagamiGAN

/// A trained classifier with what it was trained on, as a safetensors file holds them.
struct ClassifierFile {
  let classifier: DigitClassifier
  /// The strings beside the weights; none in files of other origin.
  let metadata: [String: String]

  /// Joins a classifier and where it comes from.
  ///
  /// - Parameters:
  ///   - data: The name of the images, as ``DataSource`` has it.
  ///   - fingerprint: The fingerprint of the images.
  ///   - training: The settings.
  ///   - testAccuracy: The share of the test images that are recognised, if it was computed.
  init(
    _ classifier: DigitClassifier, data: String, fingerprint: String, training: ClassifierTraining,
    testAccuracy: Double? = nil
  ) {
    self.classifier = classifier
    var metadata = [
      "format": "pt", "data": data, "fingerprint": fingerprint, "seed": "\(training.seed)",
      "training": Self.words(training),
    ]
    metadata["test_accuracy"] = testAccuracy.map { "\($0)" }
    self.metadata = metadata
  }

  /// Reads a file.
  ///
  /// - Throws: a `TensorFileError`, or a ``RunError`` if the file holds no classifier of MNIST's images.
  init(_ path: String) throws {
    let content = try Safetensors.load(path)
    metadata = content.metadata
    classifier = Self.unseeded { Self.emptyClassifier(for: content.tensors) }
    do {
      try classifier.loadStateDict(content.tensors)
    } catch {
      throw RunError("\(path): \(error)")
    }
    let pixels = MNIST.side * MNIST.side
    guard classifier.inputDim == pixels else {
      throw RunError(
        "\(path): the classifier is one of \(classifier.inputDim) pixels, expected \(pixels)")
    }
    classifier.eval()
  }

  /// Writes the file.
  func save(to path: String) throws {
    try Safetensors.save(classifier.stateDict(), metadata: metadata, to: path)
  }

  /// Whether the classifier is what a training on images of a fingerprint gives.
  func comes(from training: ClassifierTraining, on fingerprint: String) -> Bool {
    let usual = Self.unseeded { DigitClassifier() }
    return metadata["training"] == Self.words(training) && metadata["fingerprint"] == fingerprint
      && (classifier.hidden, classifier.featureDim) == (usual.hidden, usual.featureDim)
  }

  /// Makes a classifier whose first weights do not matter: drawing them must not advance the current stream, or
  /// what is drawn later would depend on whether a file was read.
  private static func unseeded(_ make: () -> DigitClassifier) -> DigitClassifier {
    withGenerator(RandomGenerator(), make)
  }

  /// Every setting that has an influence on the weights.
  private static func words(_ training: ClassifierTraining) -> String {
    "\(training.epochs) epochs of batches of \(training.batchSize), lr \(training.lr), "
      + "weight decay \(training.weightDecay), shift \(training.shift), seed \(training.seed)"
  }

  /// A classifier of the extents that the weights have, or of the default ones if they are none of a
  /// classifier's.
  private static func emptyClassifier(
    for state: [(name: String, tensor: Tensor)]
  ) -> DigitClassifier {
    var extents: [Int] = []
    while let weight = state.first(where: { $0.name == "model.\(2 * extents.count).weight" }),
      // Empty weights, of whatever extents, make no classifier.
      weight.tensor.rank == 2, weight.tensor.count > 0
    {
      extents.append(weight.tensor.shape[0])
    }
    let first = state.first { $0.name == "model.0.weight" }
    guard let featureDim = extents.last, let inputDim = first?.tensor.shape[1],
      // The product of unrelated weights' extents could be far more than the file has.
      zip([inputDim] + extents, extents).enumerated().allSatisfy({ index, pair in
        state.contains {
          $0.name == "model.\(2 * index).weight" && $0.tensor.shape == [pair.1, pair.0]
        }
      })
    else { return DigitClassifier() }
    return DigitClassifier(
      inputDim: inputDim, hidden: Array(extents.dropLast()), featureDim: featureDim)
  }
}

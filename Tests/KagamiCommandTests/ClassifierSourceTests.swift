import Foundation
import Kagami
import KagamiData
import KagamiGAN
import KagamiNN
import TestSupport
import Testing

@testable import KagamiCommand

/// A classifier comes from the file that is named, else from the cache, else from a training.
@Suite struct ClassifierSourceTests {
  private let folder: TemporaryFolder
  private let digits = StrokeDigits.generate(count: 40, seed: 1)

  init() throws { folder = try TemporaryFolder() }

  /// What a source gives, and the lines that it prints.
  private func take(
    path: String? = nil, cache: String = "cache", images: DigitImages? = nil
  ) throws -> (classifier: DigitClassifier, lines: [String]) {
    var source = ClassifierSource(
      path: path, data: DataSource("/no/such/folder", split: .train, seed: 0))
    source.training = ClassifierTraining(epochs: 1)
    source.cacheFolder = folder.path + "/" + cache
    var text = ""
    let classifier = try source.classifier(
      digits: images ?? digits, progress: ClassifierReporter { text += $0 })
    return (classifier, text.split(separator: "\n").map(String.init))
  }

  private func weights(_ classifier: DigitClassifier) -> [[Float]] {
    classifier.parameters().map { $0.value.array(of: Float.self) }
  }

  private func complaint(_ path: String) throws -> String {
    let error = try #require(throws: (any Error).self) { try take(path: path) }
    return "\(error)"
  }

  @Test func aNamedFileIsRead() throws {
    let path = folder.path + "/c.safetensors"
    let saved = DigitClassifier(hidden: [20, 30], featureDim: 7)
    try Safetensors.save(saved.stateDict(), to: path)
    let (classifier, lines) = try take(path: path)
    #expect(weights(classifier) == weights(saved))
    #expect(classifier.hidden == [20, 30] && classifier.featureDim == 7 && !classifier.training)
    #expect(lines.isEmpty && folder.names == ["c.safetensors"])
  }

  @Test func filesThatDoNotFitAreNamed() throws {
    let path = folder.path + "/c"
    #expect(try complaint(path) == "\(path): no such file")
    try folder.write([1, 2, 3], to: "c")
    #expect(try complaint(path).contains("\(path): truncated: expected 8 bytes"))
    try Safetensors.save(Generator().stateDict(), to: path)
    #expect(
      try complaint(path).contains("\(path): the state does not fit DigitClassifier: missing"))
    var state = DigitClassifier().stateDict()
    state[4] = ("model.5.weight", Tensor.zeros([10, 3]))
    try Safetensors.save(state, to: path)
    #expect(try complaint(path).contains("model.5.weight is [10, 3], expected [10, 256]"))
    // Empty weights of huge extents, which follow from one another, must not become a classifier.
    state[0] = ("model.0.weight", Tensor.zeros([0, 1 << 40]))
    state[2] = ("model.2.weight", Tensor.zeros([256, 0]))
    try Safetensors.save(state, to: path)
    #expect(try complaint(path).contains("model.0.weight is [0, 1099511627776]"))
    try Safetensors.save(DigitClassifier(inputDim: 5, hidden: []).stateDict(), to: path)
    #expect(
      try complaint(path) == "\(path): the classifier is one of 5 pixels, expected 784")
  }

  @Test func aTrainingFillsTheCache() throws {
    let (trained, lines) = try take()
    let file = "cache/\(digits.fingerprint())-epochs1.safetensors"
    #expect(folder.names == ["cache", file])
    #expect(
      lines == [
        "training a classifier on /no/such/folder, to be kept as \(folder.path)/\(file)"
      ])
    #expect(!trained.training)
    let again = try take()
    #expect(again.lines.isEmpty && weights(again.classifier) == weights(trained))
    // Other images have a file of their own.
    let others = try take(images: StrokeDigits.generate(count: 40, seed: 2))
    #expect(others.lines.count == 1 && folder.names.count == 3)
  }

  @Test func aCacheThatDoesNotFitIsFilledAnew() throws {
    let trained = try take().classifier
    let name = "cache/\(digits.fingerprint())-epochs1.safetensors"
    let whole = try folder.read(name)
    try folder.write(Array(whole.dropLast()), to: name)
    let (repaired, lines) = try take()
    #expect(lines.count == 1 && lines[0].contains("\(name) (\(folder.path)/\(name): expected"))
    #expect(weights(repaired) == weights(trained))
    #expect(try folder.read(name) == whole)
    // Sound, but of other images, of another training, and of another network.
    let others = StrokeDigits.generate(count: 40, seed: 2)
    _ = try take(images: others)
    try folder.write(
      folder.read("cache/\(others.fingerprint())-epochs1.safetensors"), to: name)
    #expect(try take().lines.first?.contains("trained in another way") == true)
    #expect(try folder.read(name) == whole)
    try Safetensors.save(DigitClassifier().stateDict(), to: folder.path + "/" + name)
    #expect(try take().lines.first?.contains("trained in another way") == true)
    #expect(try folder.read(name) == whole)
    try ClassifierFile(
      DigitClassifier(hidden: [20]), data: "", fingerprint: digits.fingerprint(),
      training: ClassifierTraining(epochs: 1)
    ).save(to: folder.path + "/" + name)
    #expect(try take().lines.first?.contains("trained in another way") == true)
    #expect(try folder.read(name) == whole)
  }

  @Test func aCacheThatCannotBeWrittenIsANote() throws {
    try folder.write([1], to: "file")
    let (classifier, lines) = try take(cache: "file/cache")
    #expect(lines.count == 2)
    #expect(
      lines.last
        == "note: the classifier is not kept: \(folder.path)/file/cache: expected a folder "
        + "that can be written to")
    #expect(weights(classifier) == weights(try take().classifier))
  }

  /// What is drawn after it is the same, wherever the classifier comes from.
  @Test func theCurrentStreamStays() throws {
    let path = folder.path + "/c.safetensors"
    try Safetensors.save(DigitClassifier().stateDict(), to: path)
    func next(_ body: () throws -> Void) rethrows -> [Float] {
      try withGenerator(RandomGenerator(seed: 3)) {
        try body()
        return Tensor.rand([4]).array(of: Float.self)
      }
    }
    let untouched = next {}
    #expect(try next { _ = try take() } == untouched)
    #expect(try next { _ = try take() } == untouched)
    #expect(try next { _ = try take(path: path) } == untouched)
  }

  @Test func noImagesAreAnError() throws {
    let error = try #require(throws: RunError.self) { try take(images: digits.prefix(0)) }
    #expect(error.description == "/no/such/folder: there are no images to train on")
  }
}

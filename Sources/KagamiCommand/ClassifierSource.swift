import KagamiData
import KagamiGAN

/// Where the classifier comes from by which images are scored: a file, the cache, or a training.
struct ClassifierSource {
  /// The file that was named, if one was.
  let path: String?
  /// The images to train on where no file is named.
  let data: DataSource
  /// Settings of that training.
  var training = ClassifierTraining()
  /// The folder of the cache.
  var cacheFolder = ClassifierCache.folder

  /// - Parameters:
  ///   - path: A file of `kagami train-classifier`; nil for the cache of `data`, which is filled by a training.
  ///   - data: The images to train on: those of a data set's training split.
  init(path: String?, data: DataSource) {
    (self.path, self.data) = (path, data)
  }

  /// The classifier, in evaluation mode.
  ///
  /// - Parameters:
  ///   - digits: The images of `data`, where they are loaded already.
  ///   - progress: Reports a training, and what is wrong with the cache.
  /// - Throws: what is wrong with the file that was named, or with the images, in one line.
  func classifier(
    digits: DigitImages? = nil, progress: ClassifierReporter = ClassifierReporter()
  ) throws -> DigitClassifier {
    if let path { return try ClassifierFile(path).classifier }
    let digits = try digits ?? data.load()
    guard digits.count > 0 else { throw RunError("\(data.name): there are no images to train on") }
    let fingerprint = digits.fingerprint()
    let cache = ClassifierCache(
      fingerprint: fingerprint, training: training, folder: cacheFolder)
    var reason = ""
    do {
      if let classifier = try cache.load() { return classifier }
    } catch {
      reason = " (\(error))"
    }
    progress.say("training a classifier on \(data.name), to be kept as \(cache.path)\(reason)")
    let classifier = try progress.reporting {
      try training.classifier(of: digits, progress: progress.note)
    }
    do {
      try cache.prepare()
      try ClassifierFile(
        classifier, data: data.name, fingerprint: fingerprint, training: training
      ).save(to: cache.path)
    } catch {
      progress.say("note: the classifier is not kept: \(error)")
    }
    return classifier
  }
}

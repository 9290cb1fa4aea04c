public import KagamiData

extension SampleQuality {
  /// Prepares what all reports share, for digits and a classifier of them.
  ///
  /// ```swift
  /// let quality = try SampleQuality(training: training, test: test, classifier: classifier)
  /// print(try quality.report(on: generator.images(from: Tensor.randn([10_000, 100]))))
  /// ```
  ///
  /// - Parameters:
  ///   - training: The images that the generator was trained on, in random order.
  ///   - test: The images that it is compared with.
  ///   - classifier: Gives labels and features; it is set to `eval()`.
  ///   - settings: How much is measured.
  ///   - progress: Receives a line of text as each part begins.
  /// - Throws: ``QualityError`` if there are too few images.
  public init(
    training: DigitImages, test: DigitImages, classifier: DigitClassifier,
    settings: Settings = Settings(), progress: (String) -> Void = { _ in }
  ) throws(QualityError) {
    classifier.eval()
    try self.init(
      training: training.all, test: test.all, features: classifier.features,
      logits: classifier.callAsFunction, settings: settings, progress: progress)
  }
}

internal import Kagami
public import KagamiData
internal import KagamiNN

/// How a ``DigitClassifier`` is trained.
///
/// ```swift
/// let digits = try MNIST.load(directory: folder, split: .train)
/// let classifier = try ClassifierTraining(seed: 0).classifier(of: digits) { progress in
///   if progress.endsEpoch { print(progress.epoch, progress.loss) }
/// }
/// classifier.confusion(on: try MNIST.load(directory: folder, split: .test)).accuracy
/// ```
/// AdamW minimises the cross-entropy of images that are moved at random by up to ``shift`` pixels. The
/// learning rate rises evenly over the first tenth of the steps, and then falls evenly to 0. The settings
/// were chosen on 10,000 of MNIST's training images, which were held out. All random numbers come from
/// ``seed``; results are the same for any number of threads.
///
/// Sources: Loshchilov and Hutter, 2019, <https://arxiv.org/abs/1711.05101>; for moved images, Simard,
/// Steinkraus and Platt, "Best practices for convolutional neural networks", 2003.
public struct ClassifierTraining: Equatable, Sendable {
  /// Passes over the images.
  public var epochs: Int
  /// Images in a batch; the last batch of an epoch holds the rest.
  public var batchSize: Int
  /// The highest learning rate.
  public var lr: Double
  /// AdamW's decay of weights.
  public var weightDecay: Double
  /// The most pixels by which an image is moved along either axis.
  public var shift: Int
  /// The seed of the weights, the order, the shifts and the Dropout, of which the low 32 bits count.
  public var seed: UInt64

  /// Settings of a training; on MNIST's 60,000 images each epoch takes 235 steps.
  ///
  /// - Parameters:
  ///   - epochs: Passes over the images.
  ///   - batchSize: Images in a batch; the last batch of an epoch holds the rest.
  ///   - lr: The highest learning rate.
  ///   - weightDecay: AdamW's decay of weights.
  ///   - shift: The most pixels by which an image is moved along either axis; 0 for none.
  ///   - seed: The seed of all random numbers, of which the low 32 bits count.
  /// - Precondition: `epochs` and `batchSize` are 1 or more, and nothing is negative.
  public init(
    epochs: Int = 30, batchSize: Int = 256, lr: Double = 2e-3, weightDecay: Double = 0.1,
    shift: Int = 1, seed: UInt64 = 0
  ) {
    if epochs < 1 || batchSize < 1 || shift < 0 {
      misuse(
        "ClassifierTraining",
        "\(epochs) epochs in batches of \(batchSize) with shifts of up to \(shift) cannot be done",
        hint: "use 1 or more epochs and images in a batch, and shifts of 0 or more")
    }
    (self.epochs, self.batchSize, self.shift) = (epochs, batchSize, shift)
    (self.lr, self.weightDecay, self.seed) = (lr, weightDecay, seed)
  }

  /// A new classifier of the default extents, trained.
  ///
  /// - Parameters:
  ///   - digits: The images to train on, at least one.
  ///   - progress: Called after each step.
  /// - Returns: The classifier, in evaluation mode.
  /// - Throws: ``ClassifierTrainingError`` if the loss is not finite.
  public func classifier(
    of digits: DigitImages, progress: (ClassifierProgress) -> Void = { _ in }
  ) throws(ClassifierTrainingError) -> DigitClassifier {
    try seeded { () throws(ClassifierTrainingError) in
      let classifier = DigitClassifier(inputDim: digits.height * digits.width)
      try run(classifier, digits, progress)
      return classifier
    }
  }

  /// Trains a classifier from the weights that it has.
  ///
  /// - Parameters:
  ///   - classifier: The classifier; it ends in evaluation mode.
  ///   - digits: The images to train on, at least one, of the classifier's number of pixels.
  ///   - progress: Called after each step.
  /// - Throws: ``ClassifierTrainingError`` if the loss is not finite.
  public func train(
    _ classifier: DigitClassifier, on digits: DigitImages,
    progress: (ClassifierProgress) -> Void = { _ in }
  ) throws(ClassifierTrainingError) {
    try seeded { () throws(ClassifierTrainingError) in try run(classifier, digits, progress) }
  }

  /// Runs `body` with the seed's stream as the current one.
  private func seeded<Result>(
    _ body: () throws(ClassifierTrainingError) -> Result
  ) throws(ClassifierTrainingError) -> Result {
    try withGenerator(RandomGenerator(seed: seed)) { Swift.Result(catching: body) }.get()
  }

  private func run(
    _ classifier: DigitClassifier, _ digits: DigitImages, _ progress: (ClassifierProgress) -> Void
  ) throws(ClassifierTrainingError) {
    if digits.count == 0 || digits.height * digits.width != classifier.inputDim {
      misuse(
        "ClassifierTraining",
        "\(digits.count) images of \(digits.height)×\(digits.width) cannot train a classifier of "
          + "\(classifier.inputDim) pixels", hint: "pass one image or more, of that many pixels")
    }
    classifier.train()
    defer { classifier.eval() }
    let images = ShiftedDigits(digits: digits, reach: shift, generator: .current)
    let loader = DataLoader(images, batchSize: batchSize, shuffle: true)
    var now = ClassifierProgress(epochs: epochs, stepsPerEpoch: loader.count)
    let optimizer = AdamW(classifier.parameters(), lr: lr, weightDecay: weightDecay)
    let scheduler = LambdaLR(optimizer) { [total = now.totalSteps] in Self.rate($0, of: total) }
    let criterion = CrossEntropyLoss()
    for _ in 0..<epochs {
      for batch in loader {
        let loss = criterion(classifier(batch.images), batch.labels)
        now.advance(loss: loss.item(), images: batch.labels.count)
        guard now.loss.isFinite else { throw .nonFiniteLoss(step: now.step, loss: loss.item()) }
        optimizer.zeroGrad()
        loss.backward()
        optimizer.step()
        scheduler.step()
        progress(now)
      }
    }
  }

  /// The share of the highest learning rate for a step, of those counted from 0.
  private static func rate(_ step: Int, of total: Int) -> Double {
    let rising = max(total / 10, 1)
    return step < rising
      ? Double(step + 1) / Double(rising)
      : Double(total - step) / Double(max(total - rising, 1))
  }
}

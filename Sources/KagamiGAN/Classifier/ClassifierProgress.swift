/// How far the training of a ``DigitClassifier`` is.
public struct ClassifierProgress: Equatable, Sendable {
  /// Epochs in all.
  public let epochs: Int
  /// Steps in an epoch.
  public let stepsPerEpoch: Int
  /// Steps done.
  public private(set) var step = 0
  /// Images that were used in those steps, each as often as it was used.
  public private(set) var images = 0
  /// The mean loss over the images of the present epoch.
  public private(set) var loss = 0.0
  /// Images used in the present epoch.
  private var imagesOfEpoch = 0

  /// The beginning.
  init(epochs: Int, stepsPerEpoch: Int) {
    (self.epochs, self.stepsPerEpoch) = (epochs, stepsPerEpoch)
  }

  /// Steps in all.
  public var totalSteps: Int { epochs * stepsPerEpoch }

  /// The epoch that the latest step belongs to, from 1; 0 before the first step.
  public var epoch: Int { (step + stepsPerEpoch - 1) / stepsPerEpoch }

  /// Whether the latest step was the last of its epoch.
  public var endsEpoch: Bool { step % stepsPerEpoch == 0 }

  /// Counts a step.
  mutating func advance(loss batchLoss: Double, images count: Int) {
    if endsEpoch { (loss, imagesOfEpoch) = (0, 0) }
    step += 1
    images += count
    imagesOfEpoch += count
    loss += (batchLoss - loss) * Double(count) / Double(imagesOfEpoch)
  }
}

/// Why the training of a ``DigitClassifier`` stopped; `description` is one line.
public enum ClassifierTrainingError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The loss became infinite or NaN; steps count from 1.
  case nonFiniteLoss(step: Int, loss: Double)

  /// One line with the step and the loss.
  public var description: String {
    switch self {
    case .nonFiniteLoss(let step, let loss):
      "the classifier's loss is not finite at step \(step): \(loss); try a lower learning rate"
    }
  }
}

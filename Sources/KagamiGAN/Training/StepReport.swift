/// The losses and mean scores of one training step.
public struct StepReport: Sendable, Equatable {
  /// The generator's loss.
  public let lossG: Double
  /// The discriminator's loss, without penalties.
  public let lossD: Double
  /// D(x): the discriminator's mean probability for real images.
  public let realScore: Double
  /// D(G(z)): its mean probability for fake images.
  public let fakeScore: Double
}

/// Why training stopped; `description` is one line.
public enum TrainingError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A loss became infinite or NaN; steps count from 1.
  case nonFiniteLoss(step: Int, lossG: Double, lossD: Double)

  /// One line with the step and the losses.
  public var description: String {
    switch self {
    case .nonFiniteLoss(let step, let lossG, let lossD):
      "the loss is not finite at step \(step): lossG \(lossG), lossD \(lossD); "
        + "try a lower learning rate"
    }
  }
}

/// What one training step shows.
public struct StepReport: Sendable, Equatable {
  /// The generator's loss.
  public let lossG: Double
  /// The discriminator's loss, without penalties.
  public let lossD: Double
  /// D(x): the mean probability that the discriminator gives to real images.
  public let realScore: Double
  /// D(G(z)): the mean probability that it gives to made ones.
  public let fakeScore: Double
}

/// Why training stopped; `description` is one line.
public enum TrainingError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A loss became infinite or NaN; steps count from 1.
  case nonFiniteLoss(step: Int, lossG: Double, lossD: Double)

  /// One line that says at which step.
  public var description: String {
    switch self {
    case .nonFiniteLoss(let step, let lossG, let lossD):
      "the loss is not finite at step \(step): lossG \(lossG), lossD \(lossD); "
        + "try a lower learning rate"
    }
  }
}

/// How the two networks are trained; the networks are the same in each.
public enum Recipe: String, CaseIterable, Sendable, Codable {
  /// The textbook's: probabilities and binary cross-entropy, Adam 2e-4 with betas (0.5, 0.999).
  case classic
  /// Losses on logits, an R1 penalty on real images, Adam 4e-4 with betas (0, 0.99), and a moving
  /// average of the generator's weights.
  case fast

  /// The learning rate of both optimizers.
  public var lr: Double { self == .classic ? 2e-4 : 4e-4 }

  /// The betas of both optimizers.
  public var betas: (Double, Double) { self == .classic ? (0.5, 0.999) : (0, 0.99) }
}

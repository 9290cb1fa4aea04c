extension TrainingPlan {
  /// A discriminator that is updated several times for each update of the generator, with a bound on its
  /// slope that makes more than one of them useful.
  ///
  /// ```swift
  /// plan.critic = TrainingPlan.Critic(updates: 5, bound: .clip(0.01))
  /// ```
  public struct Critic: Sendable {
    /// Updates of the discriminator for each of the generator.
    public var updates: Int
    /// What bounds its slope.
    public var bound: SlopeBound

    /// A critic, by default updated five times as in Arjovsky, Chintala and Bottou, "Wasserstein GAN", 2017.
    public init(updates: Int = 5, bound: SlopeBound) {
      (self.updates, self.bound) = (updates, bound)
    }
  }

  /// What bounds the slope of a critic.
  public enum SlopeBound: Sendable {
    /// Weights are clipped to ± this after each update.
    case clip(Double)
    /// Slopes that differ from 1 are penalised.
    case penalty(SlopePenalty)
  }
}

public import Kagami

/// What a generator and a discriminator minimise, as functions of the discriminator's scores.
///
/// ```swift
/// let loss = HingeLoss()
/// loss.discriminator(real: critic(images), fake: critic(fakes))    // two of [64, 1] give []
/// ```
/// Each score is to depend on one image only, and each loss is differentiable in the scores; a
/// ``GANTrainer`` needs nothing else, so a loss of your own is these two functions.
public protocol AdversarialLoss: Sendable {
  /// Whether scores are probabilities, the outputs of the discriminator's sigmoid; logits otherwise.
  var takesProbabilities: Bool { get }

  /// The discriminator's loss.
  ///
  /// - Parameters:
  ///   - real: Scores of real images, `[batch, 1]`.
  ///   - fake: Scores of fake images, `[batch, 1]`.
  /// - Returns: One number.
  func discriminator(real: Tensor, fake: Tensor) -> Tensor

  /// The generator's loss.
  ///
  /// - Parameters:
  ///   - fake: Scores of fake images, `[batch, 1]`.
  ///   - real: Scores of real images, `[batch, 1]`, which most losses do not depend on.
  /// - Returns: One number.
  func generator(fake: Tensor, real: Tensor) -> Tensor
}

extension AdversarialLoss {
  /// Logits, unless a loss says otherwise.
  public var takesProbabilities: Bool { false }
}

public import Kagami
internal import KagamiNN

/// The weights that two networks begin a training run with.
///
/// ```swift
/// var plan = Recipe.fast.plan()
/// plan.initialWeights = .linear
/// let trainer = plan.makeTrainer(latent: 100)           // fresh networks begin as the plan says
/// InitialWeights.kaimingFromMean.fill(generator, discriminator, images: some) // one's own
/// ```
public enum InitialWeights: Sendable {
  /// PyTorch's for linear layers: weights and biases uniform within ±1/√inputs. The output of a layer has a
  /// sixth of the variance that it needs for the next to have the same, so deep generators begin with grey images that
  /// hardly depend on the noise.
  case linear
  /// Weights uniform with the variance `2/((1 + slope²)·inputs)`, which keeps the variance from layer to
  /// layer behind ReLU (slope 0) and LeakyReLU (slope 0.2); biases 0. Source: He et al., "Delving deep into
  /// rectifiers", 2015.
  case kaiming
  /// The same, and the bias of the generator's last layer is that of the mean of some training images: noise
  /// that the layers before hardly respond to gives this image, and not a grey one. Without images it is
  /// ``kaiming``.
  case kaimingFromMean

  /// Training images whose mean is near enough to that of all.
  public static let imageCount = 2000

  /// Draws both networks' weights anew from the current stream, the generator's first; ``linear`` leaves
  /// them as they were made.
  ///
  /// - Parameters:
  ///   - generator: The network that computes images.
  ///   - discriminator: The network that scores them.
  ///   - images: Some training images, `[n, pixels]` within [−1, 1], for ``kaimingFromMean``; ``imageCount`` of
  ///     them are enough.
  /// - Precondition: `images` have as many pixels as the generator's.
  public func fill(
    _ generator: Generator, _ discriminator: Discriminator, images: Tensor? = nil
  ) {
    guard self != .linear else { return }
    Self.fill(generator, slope: 0)
    Self.fill(discriminator, slope: 0.2)
    guard self == .kaimingFromMean, let images, let bias = generator.parameters().last else {
      return
    }
    if images.rank != 2 || images.shape[0] == 0 || bias.shape != [images.shape[1]] {
      misuse(
        "InitialWeights.fill",
        "images of \(images.shape) for a generator of \(bias.shape[0]) pixels",
        hint: "expected [n, \(bias.shape[0])], n 1 or more")
    }
    let mean = images.to(bias.dtype).mean(axis: 0).clamp(min: -Self.whitest, max: Self.whitest)
    // The inverse of the tanh that follows the layer.
    bias.update { $0 = ((1 + mean) / (1 - mean)).log() / 2 }
  }

  /// The most that a pixel's mean may be: where tanh is steep enough to leave it.
  private static let whitest = 0.995

  private static func fill(_ module: Module, slope: Double) {
    for parameter in module.parameters() {
      if parameter.shape.count > 1 {
        Init.kaimingUniform(parameter, a: slope)
      } else {
        Init.zeros(parameter)
      }
    }
  }
}

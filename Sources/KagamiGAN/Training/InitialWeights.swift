internal import KagamiNN

/// The weights that two networks begin a training run with.
///
/// ```swift
/// var plan = Recipe.fast.plan()
/// plan.initialWeights = .linear
/// let trainer = plan.makeTrainer(latent: 100)           // fresh networks begin as the plan says
/// InitialWeights.kaiming.fill(generator, discriminator) // networks of one's own
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

  /// Draws both networks' weights anew from the current stream, the generator's first; ``linear`` leaves
  /// them as they were made.
  public func fill(_ generator: Generator, _ discriminator: Discriminator) {
    guard self == .kaiming else { return }
    Self.fill(generator, slope: 0)
    Self.fill(discriminator, slope: 0.2)
  }

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

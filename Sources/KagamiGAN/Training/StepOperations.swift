internal import KagamiNN

extension AdversarialTrainer {
  /// Multiplications and additions in the products of one step, for one image, the mean over steps.
  ///
  /// A product of `[a, b]` weights with one row counts `2·a·b`. Elementwise work, biases and the optimizer
  /// are left out.
  public var operationsPerImage: Double {
    StepOperations(
      generator: Self.extents(of: generator.model),
      discriminator: Self.extents(of: discriminator.model)
    ).perImage(plan)
  }

  private static func extents(of model: Sequential) -> [Int] {
    let weights = model.parameters().filter { $0.shape.count == 2 }
    return weights.prefix(1).map { $0.shape[1] } + weights.map { $0.shape[0] }
  }
}

/// The products of a training step, counted from the layers' extents.
struct StepOperations {
  let generator, discriminator: [Int]

  /// One pass through layers of these extents, for one image.
  private static func pass(_ extents: some Collection<Int>) -> Double {
    zip(extents, extents.dropFirst()).reduce(0) { $0 + 2 * Double($1.0 * $1.1) }
  }

  func perImage(_ plan: TrainingPlan) -> Double {
    let (g, d) = (Self.pass(generator), Self.pass(discriminator))
    // The gradient of the first layer's input is not formed where the input is constant.
    let (innerG, innerD) = (Self.pass(generator.dropFirst()), Self.pass(discriminator.dropFirst()))
    // The slope at the images; the gradient of its norm by the weights and by each layer's slope, the last
    // of which is constant.
    let penalty = 2 * d + Self.pass(discriminator.dropLast())
    if let critic = plan.critic {
      var update = g + 2 * (2 * d + innerD)
      if case .penalty = critic.bound { update += d + penalty }
      // Of the discriminator's gradients the generator's update forms those by activations alone.
      return update + (2 * g + innerG + 2 * d) / Double(critic.updates)
    }
    let fakes = plan.r2 == 0.0 ? 3 * d : 2 * d + innerD + penalty
    let reals = 2 * d + innerD + (plan.r1 == 0.0 ? 0 : penalty)
    return 2 * g + innerG + fakes + reals
  }
}

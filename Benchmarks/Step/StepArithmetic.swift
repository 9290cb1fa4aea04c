/// How many operations the products of one training step take, for each sample.
///
/// Two for each multiplication and addition of the matrix products; nothing else is counted.
enum StepArithmetic {
  static let generator = [100, 256, 512, 1024, 784]
  static let discriminator = [784, 1024, 512, 256, 1]

  /// The products of a pass through layers of these widths: forward, the same as for the weights'
  /// gradients, and as for the gradients of all layers' inputs.
  static func pass(_ widths: [Int]) -> Double {
    Double(zip(widths, widths.dropFirst()).reduce(0) { $0 + 2 * $1.0 * $1.1 })
  }

  /// The gradients of all inputs but the first layer's.
  static func innerGradients(_ widths: [Int]) -> Double { pass(Array(widths.dropFirst())) }

  /// The trainer: every product that both updates need, once.
  ///
  /// One walk back through the discriminator serves both losses on the made images.
  static var trainer: Double {
    let (g, d) = (generator, discriminator)
    let (made, real) = (3 * pass(d), 2 * pass(d) + innerGradients(d))
    return 2 * pass(g) + innerGradients(g) + made + real
  }

  /// The script: the made images go through the discriminator twice and back twice.
  ///
  /// What the generator's loss leaves at the discriminator's weights is thrown away, and never formed.
  static var classic: Double { trainer + pass(discriminator) + innerGradients(discriminator) }

  /// Recipe fast: the penalty needs the slope at real images, and what its square's gradient takes:
  /// the slopes' products run backward once more, each with one for its weights and one for its
  /// incoming slope.
  static var fast: Double {
    let d = discriminator
    return trainer + pass(d) + 2 * pass(d)
  }
}

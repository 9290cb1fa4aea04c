/// How many operations the products of one training step take, for each sample, by how the step is done.
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

  /// Both updates, the discriminator's weights frozen in the generator's: 29.0 million.
  static var once: Double {
    let (g, d) = (generator, discriminator)
    let generatorsUpdate = 2 * pass(g) + innerGradients(g) + 2 * pass(d)
    let discriminatorsUpdate = 2 * (2 * pass(d) + innerGradients(d))
    return generatorsUpdate + discriminatorsUpdate
  }

  /// The script, which forms the discriminator's weights' gradients in the generator's update too: 31.9
  /// million.
  static var asWritten: Double { once + pass(discriminator) }

  /// The trainer: one pass of the fake images through the discriminator and one backward pass
  /// serve both losses, 24.7 million.
  static var trainer: Double { once - pass(discriminator) - innerGradients(discriminator) }
}

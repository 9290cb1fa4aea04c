import CommandSupport

/// The memory that both networks need, so that sizes beyond the machine's fail with a message.
enum ModelMemory {
  /// Throws unless both numbers are positive and the networks fit.
  ///
  /// - Parameter isTrained: Whether gradients, moments and an average are kept beside the weights.
  static func check(latent: Int, batchSize: Int, isTrained: Bool) throws(UsageError) {
    try UsageError.require("--latent", latent, in: 1 ... .max)
    try UsageError.require("--batch-size", batchSize, in: 1 ... .max)
    let copies: Double = isTrained ? 5 : 1
    // Floats: 256 weights for each number of noise; for each image, both networks' activations in
    // three forms.
    let weight = 4 * copies
    let fixed = 3e6 * weight
    try MemoryBound.require("--latent", latent, perUnit: 256 * weight + 4, fixed: fixed)
    try MemoryBound.require(
      "--batch-size", batchSize, perUnit: 4 * (3 * 6000 + Double(latent)),
      fixed: fixed + 256 * weight * Double(latent))
  }
}

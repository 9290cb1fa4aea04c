internal import Kagami

/// Which images stand for what in a comparison.
struct QualitySets {
  /// Training images that are measured as if they were generated.
  let real: Tensor
  /// Training images for which the width of the Parzen window is chosen.
  let validation: Tensor
  /// What all sets are compared with, in random order: MNIST's easier ones come first.
  let test: Tensor

  /// The most validation images, that of the first GAN paper's protocol.
  static let mostValidation = 1000

  /// Draws sets that share no image.
  ///
  /// - Parameters:
  ///   - training: `[n, pixels]`, six or more.
  ///   - test: `[m, pixels]`
  ///   - count: The number of real images, if there are as many.
  init(training: Tensor, test: Tensor, count: Int, generator: RandomGenerator) {
    let held = training.shape[0] / 6
    let others = training.shape[0] - held
    validation = training.narrow(axis: 0, start: others, length: min(held, Self.mostValidation))
    let drawn = Tensor.randperm(others, generator: generator)
      .narrow(axis: 0, start: 0, length: min(count, others))
    real = training.indexSelect(axis: 0, drawn)
    self.test = test.indexSelect(
      axis: 0, Tensor.randperm(test.shape[0], generator: generator))
  }
}

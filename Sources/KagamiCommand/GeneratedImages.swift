import Kagami
import KagamiGAN

/// Many images of a generator, computed a part at a time so that its layers' results stay small.
struct GeneratedImages {
  /// The images, `[count, pixels]`.
  let tensor: Tensor

  private static let batchSize = 1000

  /// - Parameter seed: The seed of the noise, which is drawn at once: the parts do not show in it.
  init(of generator: Generator, count: Int, seed: Int) {
    let noise = Tensor.randn(
      [count, generator.inputDim], generator: RandomGenerator(seed: UInt64(seed)))
    tensor = noGrad { Tensor.concatenate(noise.split(Self.batchSize).map { generator($0) }) }
  }
}

import Kagami
import KagamiData
import KagamiGAN

/// What a generator makes of some noise, as one picture.
enum SamplePicture {
  /// A grid of images, as the bytes of a PNG.
  ///
  /// - Parameters:
  ///   - noise: `[count, latent]`
  ///   - columns: Images in a row.
  static func png(_ generator: Generator, noise: Tensor, columns: Int = 8) throws -> [UInt8] {
    try PNG.encode(grid(generator, noise: noise, columns: columns))
  }

  /// A grid of images.
  ///
  /// - Parameters:
  ///   - noise: `[count, latent]`
  ///   - columns: Images in a row.
  static func grid(_ generator: Generator, noise: Tensor, columns: Int = 8) -> GrayImage {
    let images = noGrad { generator(noise) }
    let side = Int(Double(generator.outputDim).squareRoot().rounded())
    return ImageGrid(columns: columns).compose(
      images.array(of: Float.self), count: images.shape[0], height: side, width: side)
  }
}

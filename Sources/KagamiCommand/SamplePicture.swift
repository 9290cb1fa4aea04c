import Kagami
import KagamiData
import KagamiGAN

/// What a generator makes of some noise, as one picture.
enum SamplePicture {
  /// A grid of eight images a row, as the bytes of a PNG.
  ///
  /// - Parameter noise: `[count, latent]`
  static func png(_ generator: Generator, noise: Tensor) throws -> [UInt8] {
    let images = noGrad { generator(noise) }
    let side = Int(Double(generator.outputDim).squareRoot().rounded())
    let grid = ImageGrid(columns: 8).compose(
      images.array(of: Float.self), count: images.shape[0], height: side, width: side)
    return try PNG.encode(grid)
  }
}

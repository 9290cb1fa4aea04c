internal import Kagami
public import KagamiNN

/// The extents of a deep convolutional pair of networks, as in PyTorch's example.
///
/// ```swift
/// manualSeed(0)
/// let pair = DCGAN(imageSize: 28, channels: 1, width: 32).makeNetworks()
/// let images = pair.generator(Tensor.randn([64, 100, 1, 1]))      // [64, 1, 28, 28]
/// let scores = pair.discriminator(images)                         // [64]
/// ```
/// The generator doubles the extents of its images by transposed convolutions, from 4 to 7 pixels up to the image's;
/// the discriminator halves them by convolutions with a stride. Channels halve and double the other way round. Source:
/// Radford, Metz and Chintala, <https://arxiv.org/abs/1511.06434>;
/// <https://github.com/pytorch/examples/tree/main/dcgan>.
public struct DCGAN: Hashable, Sendable {
  /// Rows and columns of images: 4 to 7 times a power of two, from 8.
  public var imageSize: Int
  /// The channels of images.
  public var channels: Int
  /// The extent of the noise.
  public var latent: Int
  /// Channels of the layers next to the image; each further layer has twice as many.
  public var width: Int

  /// Images of 64×64 pixels and three colours by default, as in PyTorch's example.
  ///
  /// - Parameters:
  ///   - imageSize: Rows and columns of images: 4 to 7 times a power of two, from 8.
  ///   - channels: The channels of images.
  ///   - latent: The extent of the noise.
  ///   - width: Channels of the layers next to the image.
  /// - Precondition: all are 1 or more, and the image's size is of that kind.
  public init(imageSize: Int = 64, channels: Int = 3, latent: Int = 100, width: Int = 64) {
    (self.imageSize, self.channels) = (imageSize, channels)
    (self.latent, self.width) = (latent, width)
    if channels < 1 || latent < 1 || width < 1 || !(4...7).contains(smallest) || imageSize < 8 {
      misuse(
        "DCGAN",
        "there are no such networks of \(imageSize)×\(imageSize) pixels, \(channels) channels, noise of "
          + "\(latent) and a width of \(width)",
        hint: "sizes of images are 4 to 7 times a power of two, such as 28, 32 and 64")
    }
  }

  /// How often the extents double.
  var doublings: Int {
    var (size, count) = (imageSize, 0)
    while size > 7, size.isMultiple(of: 2) { (size, count) = (size / 2, count + 1) }
    return count
  }

  /// Rows and columns before the first doubling.
  var smallest: Int { imageSize >> doublings }

  /// Channels after each doubling but the last, the most first.
  var widths: [Int] { (0..<doublings).reversed().map { width << $0 } }

  /// Both networks, with weights as the paper draws them.
  ///
  /// Those of convolutions are drawn from N(0, 0.02²), the factors of normalizations from N(1, 0.02²), after PyTorch's
  /// own drawing and in PyTorch's order, so that a seed gives the numbers of its example.
  public func makeNetworks() -> (generator: DCGANGenerator, discriminator: DCGANDiscriminator) {
    let generator = DCGANGenerator(self)
    Self.drawWeights(of: generator)
    let discriminator = DCGANDiscriminator(self)
    Self.drawWeights(of: discriminator)
    return (generator, discriminator)
  }

  /// Draws weights anew.
  private static func drawWeights(of network: Module) {
    for module in network.modules() {
      switch module {
      case let layer as Conv2d: draw(layer.weight, mean: 0)
      case let layer as ConvTranspose2d: draw(layer.weight, mean: 0)
      case let layer as BatchNorm2d:
        if let weight = layer.weight { draw(weight, mean: 1) }
        if let bias = layer.bias { bias.assign(Tensor.zeros(bias.shape, dtype: bias.dtype)) }
      default: break
      }
    }
  }

  private static func draw(_ parameter: Parameter, mean: Double) {
    parameter.assign(
      Tensor.normal(parameter.shape, mean: mean, std: 0.02, dtype: parameter.dtype))
  }
}

extension Models {
  /// A deep convolutional pair of networks; see ``DCGAN``.
  ///
  /// ```swift
  /// let (generator, discriminator) = Models.dcgan(imageSize: 28, channels: 1)
  /// ```
  /// - Parameters:
  ///   - imageSize: Rows and columns of images: 4 to 7 times a power of two, from 8.
  ///   - channels: The channels of images.
  ///   - latent: The extent of the noise.
  ///   - width: Channels of the layers next to the image.
  public static func dcgan(
    imageSize: Int = 64, channels: Int = 3, latent: Int = 100, width: Int = 64
  ) -> (generator: DCGANGenerator, discriminator: DCGANDiscriminator) {
    DCGAN(imageSize: imageSize, channels: channels, latent: latent, width: width).makeNetworks()
  }
}

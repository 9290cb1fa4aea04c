public import Kagami
public import KagamiNN

/// Computes images from noise by transposed convolutions; see ``DCGAN``.
///
/// ```swift
/// let generator = DCGANGenerator(DCGAN(imageSize: 28, channels: 1))
/// generator(Tensor.randn([64, 100, 1, 1]))      // [64, 1, 28, 28] within [-1, 1]
/// ```
/// Each transposed convolution but the last is followed by a normalization over the batch and a rectifier, the last by
/// tanh. Parameters are named `main.0.weight` and so on, as in PyTorch's example.
public final class DCGANGenerator: Module {
  /// The layers.
  public let main: Sequential
  /// The extents.
  public let extents: DCGAN

  /// A generator with PyTorch's first weights; see ``DCGAN/makeNetworks()`` for the paper's.
  ///
  /// - Parameters:
  ///   - extents: The extents.
  ///   - dtype: The type of the parameters, `float32` or `float64`.
  public init(_ extents: DCGAN, dtype: DType = .float32) {
    self.extents = extents
    var layers: [Module] = []
    var last = extents.latent
    for (index, width) in extents.widths.enumerated() {
      layers.append(
        index == 0
          ? ConvTranspose2d(last, width, Pair(extents.smallest), bias: false, dtype: dtype)
          : ConvTranspose2d(last, width, 4, stride: 2, padding: 1, bias: false, dtype: dtype))
      layers += [BatchNorm2d(width, dtype: dtype), ReLU(inplace: true)]
      last = width
    }
    layers += [
      ConvTranspose2d(
        last, extents.channels, 4, stride: 2, padding: 1, bias: false, dtype: dtype), Tanh(),
    ]
    main = Sequential(layers)
  }

  /// Images from noise.
  ///
  /// - Parameter x: `[n, latent, 1, 1]`, or `[n, latent]`.
  /// - Returns: `[n, channels, rows, columns]` within [−1, 1].
  public override func forward(_ x: Tensor) -> Tensor {
    main(x.rank == 2 ? x.reshape([x.shape[0], x.shape[1], 1, 1]) : x)
  }
}

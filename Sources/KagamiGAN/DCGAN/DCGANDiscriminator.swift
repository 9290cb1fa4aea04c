public import Kagami
public import KagamiNN

/// Scores images by convolutions; see ``DCGAN``.
///
/// ```swift
/// let discriminator = DCGANDiscriminator(DCGAN(imageSize: 28, channels: 1))
/// discriminator(Tensor.randn([64, 1, 28, 28]))      // [64] within [0, 1]
/// ```
/// Each convolution but the last is followed by LeakyReLU of 0.2, and each but the first and the last by a
/// normalization over the batch in between; the last by a sigmoid. Parameters are named `main.0.weight` and so on, as
/// in PyTorch's example.
public final class DCGANDiscriminator: Module {
  /// The layers.
  public let main: Sequential
  /// The extents.
  public let extents: DCGAN

  /// A discriminator with PyTorch's first weights; see ``DCGAN/makeNetworks()`` for the paper's.
  ///
  /// - Parameters:
  ///   - extents: The extents.
  ///   - dtype: The type of the parameters, `float32` or `float64`.
  public init(_ extents: DCGAN, dtype: DType = .float32) {
    self.extents = extents
    var layers: [Module] = []
    var last = extents.channels
    for (index, width) in extents.widths.reversed().enumerated() {
      layers.append(
        Conv2d(last, width, 4, stride: 2, padding: 1, bias: false, dtype: dtype))
      if index > 0 { layers.append(BatchNorm2d(width, dtype: dtype)) }
      layers.append(LeakyReLU(0.2, inplace: true))
      last = width
    }
    layers += [Conv2d(last, 1, Pair(extents.smallest), bias: false, dtype: dtype), Sigmoid()]
    main = Sequential(layers)
  }

  /// The probability that each image is real.
  ///
  /// - Parameter x: `[n, channels, rows, columns]` within [−1, 1], or flat images.
  /// - Returns: `[n]`
  public override func forward(_ x: Tensor) -> Tensor {
    let size = extents.imageSize
    let images = x.rank == 2 ? x.reshape([-1, extents.channels, size, size]) : x
    return main(images).reshape([-1])
  }
}

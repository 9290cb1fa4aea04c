public import Kagami
public import KagamiNN

/// Computes flat images from noise: z → 256 → 512 → 1024 → pixels, ReLU between, tanh at the end.
///
/// ```swift
/// let generator = Generator(inputDim: 100, outputDim: 784)
/// generator(Tensor.randn([64, 100]))    // [64, 784] within [-1, 1]
/// ```
public final class Generator: Module {
  /// The layers; parameters are named `model.0.weight` and so on.
  public let model: Sequential
  /// The extent of the noise.
  public let inputDim: Int
  /// The number of pixels.
  public let outputDim: Int

  /// - Parameters:
  ///   - inputDim: The extent of the noise.
  ///   - outputDim: The number of pixels.
  public init(inputDim: Int = 100, outputDim: Int = 784) {
    self.inputDim = inputDim
    self.outputDim = outputDim
    model = Sequential(
      Linear(inputDim, 256), ReLU(inplace: true),
      Linear(256, 512), ReLU(inplace: true),
      Linear(512, 1024), ReLU(inplace: true),
      Linear(1024, outputDim), Tanh())
  }

  /// Images from noise.
  ///
  /// - Parameter x: `[batch, inputDim]`
  /// - Returns: `[batch, outputDim]` within [−1, 1].
  public override func forward(_ x: Tensor) -> Tensor { model(x) }
}

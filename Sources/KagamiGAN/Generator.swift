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
  /// The units of the hidden layers.
  public let hidden: [Int]

  private let activation: @Sendable () -> Module

  /// The precision of its weights, which its noise has to have.
  var dtype: DType { (model[0] as? Linear)?.weight.dtype ?? .float32 }

  /// - Parameters:
  ///   - inputDim: The extent of the noise.
  ///   - outputDim: The number of pixels.
  ///   - hidden: The units of the hidden layers; none for a single linear layer and a tanh.
  ///   - activation: Makes what follows each hidden layer.
  public init(
    inputDim: Int = 100, outputDim: Int = 784, hidden: [Int] = [256, 512, 1024],
    activation: @escaping @Sendable () -> Module = { ReLU(inplace: true) }
  ) {
    (self.inputDim, self.outputDim) = (inputDim, outputDim)
    (self.hidden, self.activation) = (hidden, activation)
    let extents = [inputDim] + hidden + [outputDim]
    model = Sequential(
      zip(extents, extents.dropFirst()).enumerated().flatMap { index, pair in
        [Linear(pair.0, pair.1), index < hidden.count ? activation() : Tanh()]
      })
  }

  /// A generator with layers like those of another, and weights of its own.
  public convenience init(like other: Generator) {
    self.init(
      inputDim: other.inputDim, outputDim: other.outputDim, hidden: other.hidden,
      activation: other.activation)
  }

  /// Images from noise.
  ///
  /// - Parameter x: `[batch, inputDim]`
  /// - Returns: `[batch, outputDim]` within [−1, 1].
  public override func forward(_ x: Tensor) -> Tensor { model(x) }
}

extension Generator {
  /// Images from much noise, block by block and without a tape.
  ///
  /// ```swift
  /// let images = generator.images(from: Tensor.randn([10_000, 100]))    // [10000, 784]
  /// ```
  /// - Parameters:
  ///   - noise: `[n, inputDim]`
  ///   - blockSize: Images at a time, 1 or more.
  /// - Returns: `[n, outputDim]` within [−1, 1].
  public func images(from noise: Tensor, blockSize: Int = 1000) -> Tensor {
    let blocks = stride(from: 0, to: noise.shape[0], by: blockSize).map { start in
      noGrad { self(noise[start..<min(start + blockSize, noise.shape[0])]) }
    }
    return blocks.isEmpty ? noGrad { self(noise) } : Tensor.concatenate(blocks, axis: 0)
  }
}

public import Kagami
public import KagamiNN

/// Scores flat images as real or fake: pixels → 1024 → 512 → 256 → 1, LeakyReLU(0.2) between, a
/// sigmoid at the end.
///
/// ```swift
/// let discriminator = Discriminator(inputDim: 784)
/// discriminator(images)    // [64, 784] gives [64, 1] within [0, 1]
/// ```
public final class Discriminator: Module {
  /// The layers; parameters are named `model.0.weight` and so on.
  public let model: Sequential
  /// The number of pixels.
  public let inputDim: Int

  /// - Parameters:
  ///   - inputDim: The number of pixels.
  ///   - hidden: The units of the hidden layers.
  public init(inputDim: Int = 784, hidden: [Int] = [1024, 512, 256]) {
    self.inputDim = inputDim
    let extents = [inputDim] + hidden + [1]
    model = Sequential(
      zip(extents, extents.dropFirst()).enumerated().flatMap { index, pair in
        [
          Linear(pair.0, pair.1),
          index < hidden.count ? LeakyReLU(0.2, inplace: true) : Sigmoid(),
        ]
      })
  }

  /// The probability that each image is real.
  ///
  /// - Parameter x: `[batch, inputDim]`
  /// - Returns: `[batch, 1]` within [0, 1].
  public override func forward(_ x: Tensor) -> Tensor { model(x) }

  /// The input of the sigmoid, for losses of logits.
  ///
  /// - Parameter x: `[batch, inputDim]`
  /// - Returns: `[batch, 1]`
  public func logits(_ x: Tensor) -> Tensor { model.prefix(model.count - 1, x) }
}

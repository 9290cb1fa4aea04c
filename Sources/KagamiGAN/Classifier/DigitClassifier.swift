public import Kagami
public import KagamiNN

/// Recognises digits in flat images: pixels → hidden layers → features → 10 logits, with a ReLU after
/// each layer but the last, and a Dropout before it.
///
/// ```swift
/// let classifier = DigitClassifier()
/// classifier(images)             // [64, 784] gives logits of [64, 10]
/// classifier.features(images)    // [64, 784] gives [64, 256], none below 0
/// ```
/// ``ClassifierTraining`` trains it. Its features describe an image for measures of sample quality, as
/// those of an Inception network do in the Fréchet inception distance. Parameters are named as PyTorch
/// names those of the same `Sequential`: `model.0.weight`, `model.0.bias`, `model.2.weight`, and
/// `model.5.weight` after the Dropout.
///
/// Source: Heusel et al., 2017, <https://arxiv.org/abs/1706.08500>, for such a use of features.
public final class DigitClassifier: Module {
  /// The number of classes: the digits 0 to 9.
  public static let classCount = 10

  /// The layers.
  public let model: Sequential
  /// The number of pixels.
  public let inputDim: Int
  /// The extents of the layers before the features.
  public let hidden: [Int]
  /// The number of features.
  public let featureDim: Int

  /// A classifier with freshly drawn parameters.
  ///
  /// - Parameters:
  ///   - inputDim: The number of pixels.
  ///   - hidden: The extents of the layers before the features.
  ///   - featureDim: The number of features.
  ///   - dropout: The probability in training that a feature is 0 for the last layer.
  /// - Precondition: no extent is below 1, and `dropout` is within [0, 1].
  public init(
    inputDim: Int = 784, hidden: [Int] = [512], featureDim: Int = 256, dropout: Double = 0.2
  ) {
    let extents = [inputDim] + hidden + [featureDim]
    if let odd = extents.first(where: { $0 < 1 }) {
      misuse("DigitClassifier", "one of the extents \(extents) is \(odd), expected 1 or more")
    }
    self.inputDim = inputDim
    self.hidden = hidden
    self.featureDim = featureDim
    let layers = zip(extents, extents.dropFirst()).flatMap { from, to in
      [Linear(from, to), ReLU(inplace: true)] as [Module]
    }
    model = Sequential(
      layers + [Dropout(dropout, inplace: true), Linear(featureDim, Self.classCount)])
  }

  /// The logits of the ten digits.
  ///
  /// - Parameter x: `[n, inputDim]` within [−1, 1]: −1 is paper, 1 is ink.
  /// - Returns: `[n, 10]`
  public override func forward(_ x: Tensor) -> Tensor { model(x) }

  /// The activations before the last layer, after their ReLU and before the Dropout: the same in
  /// training as in evaluation.
  ///
  /// - Parameter x: `[n, inputDim]` within [−1, 1]: −1 is paper, 1 is ink.
  /// - Returns: `[n, featureDim]`, 0 or more.
  public func features(_ x: Tensor) -> Tensor { model.prefix(model.count - 2, x) }
}

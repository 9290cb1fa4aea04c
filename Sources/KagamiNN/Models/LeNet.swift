public import Kagami

/// A convolutional network that reads digits: LeNet-5 with rectifiers and maxima.
///
/// ```swift
/// let classifier = LeNet()
/// let logits = classifier(Tensor.randn([64, 1, 28, 28]))     // [64, 10]
/// ```
/// Two convolutions of 5×5, each followed by a rectifier and the maxima of 2×2 elements, and three linear layers of
/// 120, 84 and as many units as there are classes. Parameters are named `features.0.weight`, `classifier.1.weight`
/// and so on. Source: LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to document recognition",
/// 1998; <https://docs.pytorch.org/tutorials/beginner/blitz/neural_networks_tutorial.html>.
public final class LeNet: Module {
  /// What a network is made from.
  public struct Configuration: Sendable {
    /// The channels of images.
    public var channels: Int
    /// The number of classes.
    public var classes: Int

    /// - Parameters:
    ///   - channels: The channels of images.
    ///   - classes: The number of classes.
    public init(channels: Int = 1, classes: Int = 10) {
      (self.channels, self.classes) = (channels, classes)
    }
  }

  /// Convolutions, rectifiers and maxima: `[n, channels, 28, 28]` to `[n, 16, 5, 5]`.
  public let features: Sequential
  /// The linear layers: to `[n, classes]`.
  public let classifier: Sequential
  private let channels: Int

  /// A network with freshly drawn parameters.
  public init(_ configuration: Configuration = Configuration()) {
    channels = configuration.channels
    features = Sequential(
      Conv2d(configuration.channels, 6, 5, padding: 2), ReLU(), MaxPool2d(2),
      Conv2d(6, 16, 5), ReLU(), MaxPool2d(2))
    classifier = Sequential(
      Flatten(), Linear(16 * 5 * 5, 120), ReLU(), Linear(120, 84), ReLU(),
      Linear(84, configuration.classes))
  }

  /// The logits.
  ///
  /// - Parameter x: `[n, channels, 28, 28]`, or flat images `[n, channels · 784]`.
  /// - Returns: `[n, classes]`
  public override func forward(_ x: Tensor) -> Tensor {
    let isFlat = x.rank == 2 && x.shape[1] == channels * 28 * 28
    let images = isFlat ? x.reshape([x.shape[0], channels, 28, 28]) : x
    if images.rank != 4 || Array(images.shape.dropFirst()) != [channels, 28, 28] {
      return misuse(
        "LeNet", "an input of \(x.shape) has no images of [\(channels), 28, 28]",
        hint: "expected [n, \(channels), 28, 28]", standIn: x)
    }
    return classifier(features(images))
  }
}

extension Models {
  /// A LeNet for images of 28×28.
  ///
  /// ```swift
  /// let classifier = Models.lenet()
  /// ```
  /// - Parameters:
  ///   - channels: The channels of images.
  ///   - classes: The number of classes.
  public static func lenet(channels: Int = 1, classes: Int = 10) -> LeNet {
    LeNet(LeNet.Configuration(channels: channels, classes: classes))
  }
}

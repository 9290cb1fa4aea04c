public import Kagami

/// A multilayer perceptron: Linear layers with an activation between each two.
///
/// ```swift
/// let classifier = MLP(inFeatures: 20, hidden: [64, 32], outFeatures: 3)
/// let logits = classifier(x)                         // [64, 20] gives [64, 3]
/// let loss = CrossEntropyLoss()(logits, labels)      // labels of [64]
/// ```
/// There is no activation after the last layer: outputs are logits. Parameters are drawn in order of
/// the layers, PyTorch's numbers for the same seed, and are named `model.0.weight` and so on. Source:
/// <https://docs.pytorch.org/vision/stable/generated/torchvision.ops.MLP.html>.
public final class MLP: Module {
  /// What a perceptron is made from.
  public struct Configuration: Sendable {
    /// The last extent of inputs.
    public var inFeatures: Int
    /// The extents between, one for each hidden layer; none for a single Linear layer.
    public var hidden: [Int]
    /// The last extent of outputs, such as the number of classes.
    public var outFeatures: Int
    /// Whether layers have biases.
    public var bias: Bool
    /// Makes the activation that follows each hidden layer.
    public var activation: @Sendable () -> Module

    /// - Parameters:
    ///   - inFeatures: The last extent of inputs.
    ///   - hidden: The extents between, one for each hidden layer; none for a single Linear layer.
    ///   - outFeatures: The last extent of outputs, such as the number of classes.
    ///   - bias: Whether layers have biases.
    ///   - activation: Makes the activation that follows each hidden layer.
    public init(
      inFeatures: Int, hidden: [Int], outFeatures: Int, bias: Bool = true,
      activation: @escaping @Sendable () -> Module = { ReLU() }
    ) {
      self.inFeatures = inFeatures
      self.hidden = hidden
      self.outFeatures = outFeatures
      self.bias = bias
      self.activation = activation
    }
  }

  /// The layers.
  public let model: Sequential

  /// - Parameters:
  ///   - inFeatures: The last extent of inputs.
  ///   - hidden: The extents between, one for each hidden layer; none for a single Linear layer.
  ///   - outFeatures: The last extent of outputs, such as the number of classes.
  ///   - bias: Whether layers have biases.
  ///   - activation: Makes the activation that follows each hidden layer.
  public convenience init(
    inFeatures: Int, hidden: [Int], outFeatures: Int, bias: Bool = true,
    activation: @escaping @Sendable () -> Module = { ReLU() }
  ) {
    self.init(
      Configuration(
        inFeatures: inFeatures, hidden: hidden, outFeatures: outFeatures, bias: bias,
        activation: activation))
  }

  /// A perceptron with freshly drawn parameters.
  ///
  /// - Precondition: no extent is below 1.
  public init(_ configuration: Configuration) {
    let extents = [configuration.inFeatures] + configuration.hidden + [configuration.outFeatures]
    if let odd = extents.first(where: { $0 < 1 }) {
      misuse("MLP", "one of the extents \(extents) is \(odd), expected 1 or more")
    }
    var layers: [Module] = []
    for (index, (from, to)) in zip(extents, extents.dropFirst()).enumerated() {
      if index > 0 { layers.append(configuration.activation()) }
      layers.append(Linear(from, to, bias: configuration.bias))
    }
    model = Sequential(layers)
  }

  /// The logits.
  ///
  /// - Parameter x: `[…, inFeatures]`
  /// - Returns: `[…, outFeatures]`
  public override func forward(_ x: Tensor) -> Tensor { model(x) }
}

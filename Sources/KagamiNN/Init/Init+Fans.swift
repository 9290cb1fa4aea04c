public import Kagami

extension Init {
  /// Which fan is kept in balance.
  public enum FanMode: Sendable, CaseIterable {
    /// Inputs of an output: values keep their variance on the way forward.
    case fanIn
    /// Outputs of an input: the variance of gradients stays the same in the backward pass.
    case fanOut
  }

  /// What follows a layer; convolutions by themselves count as linear.
  public enum Nonlinearity: Sendable, CaseIterable {
    /// Nothing.
    case linear
    /// ``KagamiNN/Sigmoid``.
    case sigmoid
    /// ``KagamiNN/Tanh``.
    case tanh
    /// ``KagamiNN/ReLU``.
    case relu
    /// ``KagamiNN/LeakyReLU``.
    case leakyReLU
    /// A scaled exponential linear unit.
    case selu
  }

  /// The factor of weights by which the variance stays the same through an activation.
  ///
  /// 1 for linear and sigmoid, 5/3 for tanh, √2 for ReLU, `√(2/(1 + slope²))` for LeakyReLU, 3/4 for
  /// SELU. Source:
  /// <https://docs.pytorch.org/docs/stable/nn.init.html#torch.nn.init.calculate_gain>.
  ///
  /// - Parameters:
  ///   - nonlinearity: What follows the layer.
  ///   - negativeSlope: LeakyReLU's slope below 0.
  public static func calculateGain(
    _ nonlinearity: Nonlinearity, negativeSlope: Double = 0.01
  ) -> Double {
    switch nonlinearity {
    case .linear, .sigmoid: 1
    case .tanh: 5.0 / 3
    case .relu: 2.0.squareRoot()
    case .leakyReLU: (2 / (1 + negativeSlope * negativeSlope)).squareRoot()
    case .selu: 0.75
    }
  }

  /// Fills with numbers from U(−a, a), `a = gain · √(6/(fanIn + fanOut))`.
  ///
  /// Source: Glorot and Bengio, 2010;
  /// <https://docs.pytorch.org/docs/stable/nn.init.html#torch.nn.init.xavier_uniform_>.
  ///
  /// - Precondition: the parameter has at least two axes, `[out, in, …]`.
  public static func xavierUniform(
    _ parameter: Parameter, gain: Double = 1, generator: RandomGenerator? = nil
  ) {
    let (fanIn, fanOut) = fans(of: parameter, "xavierUniform")
    guard parameter.count > 0 else { return }
    let std = gain * (2 / Double(fanIn + fanOut)).squareRoot()
    let bound = 3.0.squareRoot() * std
    uniform(parameter, a: -bound, b: bound, generator: generator)
  }

  /// Fills with normal numbers of the deviation `gain · √(2/(fanIn + fanOut))`.
  ///
  /// Source: Glorot and Bengio, 2010;
  /// <https://docs.pytorch.org/docs/stable/nn.init.html#torch.nn.init.xavier_normal_>.
  ///
  /// - Precondition: the parameter has at least two axes, `[out, in, …]`.
  public static func xavierNormal(
    _ parameter: Parameter, gain: Double = 1, generator: RandomGenerator? = nil
  ) {
    let (fanIn, fanOut) = fans(of: parameter, "xavierNormal")
    guard parameter.count > 0 else { return }
    let std = gain * (2 / Double(fanIn + fanOut)).squareRoot()
    normal(parameter, std: std, generator: generator)
  }

  /// Fills with numbers from U(−b, b), `b = gain · √(3/fan)`.
  ///
  /// Source: He et al., 2015;
  /// <https://docs.pytorch.org/docs/stable/nn.init.html#torch.nn.init.kaiming_uniform_>.
  ///
  /// - Parameters:
  ///   - parameter: What is filled, `[out, in, …]`.
  ///   - a: LeakyReLU's slope below 0.
  ///   - mode: Which fan counts.
  ///   - nonlinearity: What follows the layer.
  ///   - generator: The stream; the current one unless given.
  /// - Precondition: the parameter has at least two axes, `[out, in, …]`.
  public static func kaimingUniform(
    _ parameter: Parameter, a: Double = 0, mode: FanMode = .fanIn,
    nonlinearity: Nonlinearity = .leakyReLU, generator: RandomGenerator? = nil
  ) {
    guard let std = kaimingDeviation(parameter, a, mode, nonlinearity, "kaimingUniform") else {
      return
    }
    let bound = 3.0.squareRoot() * std
    uniform(parameter, a: -bound, b: bound, generator: generator)
  }

  /// Fills with normal numbers of the deviation `gain/√fan`.
  ///
  /// Source: He et al., 2015;
  /// <https://docs.pytorch.org/docs/stable/nn.init.html#torch.nn.init.kaiming_normal_>.
  ///
  /// - Parameters:
  ///   - parameter: What is filled, `[out, in, …]`.
  ///   - a: LeakyReLU's slope below 0.
  ///   - mode: Which fan counts.
  ///   - nonlinearity: What follows the layer.
  ///   - generator: The stream; the current one unless given.
  /// - Precondition: the parameter has at least two axes, `[out, in, …]`.
  public static func kaimingNormal(
    _ parameter: Parameter, a: Double = 0, mode: FanMode = .fanIn,
    nonlinearity: Nonlinearity = .leakyReLU, generator: RandomGenerator? = nil
  ) {
    guard let std = kaimingDeviation(parameter, a, mode, nonlinearity, "kaimingNormal") else {
      return
    }
    normal(parameter, std: std, generator: generator)
  }

  private static func kaimingDeviation(
    _ parameter: Parameter, _ a: Double, _ mode: FanMode, _ nonlinearity: Nonlinearity,
    _ name: String
  ) -> Double? {
    let (fanIn, fanOut) = fans(of: parameter, name)
    guard parameter.count > 0 else { return nil }
    let fan = mode == .fanIn ? fanIn : fanOut
    return calculateGain(nonlinearity, negativeSlope: a) / Double(fan).squareRoot()
  }

  /// How many inputs an output has, and outputs an input.
  private static func fans(of parameter: Parameter, _ name: String) -> (fanIn: Int, fanOut: Int) {
    let shape = parameter.shape
    if shape.count < 2 {
      misuse(
        "Init.\(name)", "a parameter of \(shape) has no fans",
        hint: "use a weight of at least two axes, [out, in, …]")
    }
    let field = shape.dropFirst(2).reduce(1, *)
    return (shape[1] * field, shape[0] * field)
  }
}

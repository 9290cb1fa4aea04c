public import Kagami

/// Mean, spread, range and norm of a tensor's elements.
///
/// ```swift
/// let statistics = TensorStatistics(of: x)
/// statistics.zeroFraction     // the share of units that a ReLU sets to 0
/// ```
public struct TensorStatistics: Hashable, Sendable {
  /// The number of elements.
  public let count: Int
  /// The mean; NaN of no elements.
  public let mean: Double
  /// The standard deviation, over the number of elements.
  public let standardDeviation: Double
  /// The smallest element; NaN if any is, and of no elements.
  public let minimum: Double
  /// The largest element; NaN if any is, and of no elements.
  public let maximum: Double
  /// The root of the sum of squares.
  public let norm: Double
  /// The share of elements that are 0; NaN of no elements.
  public let zeroFraction: Double
  /// The number of elements that are infinite or NaN.
  public let nonFiniteCount: Int

  /// Computes the statistics of `tensor` in double precision.
  public init(of tensor: Tensor) {
    let values = tensor.detach().array(of: Double.self)
    count = values.count
    let total = Double(values.count)
    let mean = values.reduce(0, +) / total
    self.mean = mean
    standardDeviation =
      (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / total).squareRoot()
    let hasNaN = values.contains(where: \.isNaN)
    minimum = hasNaN ? .nan : values.min() ?? .nan
    maximum = hasNaN ? .nan : values.max() ?? .nan
    norm = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
    zeroFraction = Double(values.count { $0 == 0 }) / total
    nonFiniteCount = values.count { !$0.isFinite }
  }
}

/// Statistics with the names of the modules or parameters that they belong to.
public typealias NamedStatistics = [(name: String, statistics: TensorStatistics)]

extension Module {
  /// Runs `body` and returns statistics of the outputs of modules below this one.
  ///
  /// ```swift
  /// for layer in encoder.activationStatistics(during: { encoder(x) }).statistics {
  ///   print(layer.name, layer.statistics.standardDeviation)
  /// }
  /// ```
  /// - Parameters:
  ///   - names: Dotted names; all modules without children unless given.
  ///   - body: Calls this module.
  public func activationStatistics<R>(
    of names: [String]? = nil, during body: () throws -> R
  ) rethrows -> (result: R, statistics: NamedStatistics) {
    let (result, seen) = try captureActivations(of: names, during: body)
    return (result, seen.map { ($0.name, TensorStatistics(of: $0.tensor)) })
  }

  /// Runs `body`, with its backward passes, and returns statistics of the gradients of the outputs of
  /// modules below this one.
  ///
  /// - Parameters:
  ///   - names: Dotted names; all modules without children unless given.
  ///   - body: Calls this module and runs backward passes.
  public func gradientStatistics<R>(
    of names: [String]? = nil, during body: () throws -> R
  ) rethrows -> (result: R, statistics: NamedStatistics) {
    let (result, seen) = try captureGradients(of: names, during: body)
    return (result, seen.map { ($0.name, TensorStatistics(of: $0.tensor)) })
  }

  /// Statistics of the gradients accumulated in the parameters; parameters without one are left out.
  public func parameterGradientStatistics() -> NamedStatistics {
    namedParameters().compactMap { name, parameter in
      parameter.grad.map { (name, TensorStatistics(of: $0)) }
    }
  }
}

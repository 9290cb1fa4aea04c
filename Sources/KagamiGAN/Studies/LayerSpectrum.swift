internal import Kagami
internal import KagamiNN

/// How many directions a layer's outputs use.
struct LayerSpectrum: Sendable {
  /// The singular values of the centred outputs, falling.
  let values: [Double]

  /// - Parameter outputs: `[n, width]`, two rows or more.
  init(of outputs: Tensor) throws(LinearAlgebraError) {
    let x = outputs.detach().to(.float64)
    values = try (x - x.mean(axis: 0, keepDims: true)).svdvals().array(of: Double.self)
  }

  /// The values divided by the largest.
  var relative: [Double] {
    guard let largest = values.first, largest > 0 else { return values }
    return values.map { $0 / largest }
  }

  /// `exp(−Σ pᵢ log pᵢ)` with `pᵢ = σᵢ / Σσ`: the number of directions of equal weight with the same entropy.
  ///
  /// Source: Roy and Vetterli, "The effective rank: a measure of effective dimensionality", 2007.
  var effectiveRank: Double { Self.effectiveRank(values) }

  static func effectiveRank(_ values: [Double]) -> Double {
    let sum = values.reduce(0, +)
    guard sum > 0 else { return 0 }
    return exponential(
      values.reduce(0) { entropy, value in
        let share = value / sum
        return share > 0 ? entropy - share * logarithm(share) : entropy
      })
  }

  /// The spectrum of each linear layer's output, by hooks on the layers.
  ///
  /// - Parameters:
  ///   - module: Whose layers.
  ///   - input: `[n, …]`, which the module is called with.
  static func ofLinearLayers(
    in module: Module, on input: Tensor
  ) throws -> [(name: String, spectrum: LayerSpectrum)] {
    let names = module.namedModules().filter { $0.module is Linear }.map(\.name)
    let (_, seen) = noGrad { module.captureActivations(of: names) { module(input) } }
    return try seen.map { ($0.name, try LayerSpectrum(of: $0.tensor)) }
  }
}

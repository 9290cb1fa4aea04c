public import Kagami

/// The 1-nearest-neighbour two-sample test: how well nearest neighbours separate real from generated.
///
/// ```swift
/// let test = TwoSampleTest(real: testFeatures, generated: features)    // [10000, 256] each
/// print(test.accuracy)                                                 // 0.5 is best
/// ```
/// Both sets are joined, and each sample is classified as its nearest neighbour among all others is.
/// Samples of one distribution are told apart in half of all cases. An accuracy near 1 means that the
/// sets lie apart; one near 0 that each generated sample lies beside a real one, as copies do. The two
/// halves say more: generated samples crowded in a few places give a high ``generatedAccuracy`` beside a
/// low ``realAccuracy``. Neighbours of both kinds at the same distance count half. Source: Lopez-Paz and
/// Oquab, <https://arxiv.org/abs/1610.06545>; Xu and others, <https://arxiv.org/abs/1806.07755>.
public struct TwoSampleTest: Equatable, Sendable, Codable {
  /// The share of real samples whose nearest neighbour is real.
  public let realAccuracy: Double
  /// The share of generated samples whose nearest neighbour is generated.
  public let generatedAccuracy: Double

  /// The share of all samples whose nearest neighbour is of their own kind; 0.5 is best.
  public var accuracy: Double { (realAccuracy + generatedAccuracy) / 2 }

  /// Compares two sets of the same size.
  ///
  /// - Parameters:
  ///   - real: `[n, width]`
  ///   - generated: `[n, width]`
  /// - Precondition: finite fractions of the same shape, two rows or more.
  public init(real: Tensor, generated: Tensor) {
    if real.shape != generated.shape {
      misuse(
        "TwoSampleTest", "sets of \(real.shape) and \(generated.shape) differ",
        hint: "take as many samples of each: chance is one half only for sets of equal size")
    }
    realAccuracy = Self.accuracy(of: real, against: generated)
    generatedAccuracy = Self.accuracy(of: generated, against: real)
  }

  private static func accuracy(of own: Tensor, against other: Tensor) -> Double {
    let near = NearestNeighbours(within: own).squaredDistances
    let far = NearestNeighbours(of: own, in: other).squaredDistances
    return ((near .< far).to(.float64) + (near .== far).to(.float64) * 0.5).mean().item()
  }
}

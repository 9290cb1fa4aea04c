public import Kagami

/// How sure a classifier is of its classes: real digits score high, blurred and mixed ones low.
///
/// ```swift
/// let confidence = ClassifierConfidence(logits: classifier(images))    // [10000, 10]
/// print(confidence.mean, confidence.confidentShare)
/// ```
public struct ClassifierConfidence: Equatable, Sendable, Codable {
  /// The probability above which an image counts as certain.
  public static let threshold = 0.9

  /// The mean of each image's largest probability.
  public let mean: Double
  /// The share of images whose largest probability exceeds ``threshold``.
  public let confidentShare: Double

  /// Takes the softmax of logits, and the largest probability of each row.
  ///
  /// - Parameter logits: `[n, classes]`
  /// - Precondition: finite fractions, a row and a class or more.
  public init(logits: Tensor) {
    let rows = SampleRows(logits, "logits", in: "ClassifierConfidence")
    let largest = rows.doubles(0..<rows.count).softmax(axis: 1).amax(axis: 1)
    mean = largest.mean().item()
    confidentShare = (largest .> Self.threshold).to(.float64).mean().item()
  }
}

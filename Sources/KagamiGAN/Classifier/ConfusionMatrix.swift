internal import Kagami

/// How often images of each digit were taken for each digit.
///
/// ```swift
/// let confusion = ConfusionMatrix(labels: [7, 7, 1], predicted: [7, 1, 1])
/// confusion.counts[7][1]    // 1: a seven taken for a one
/// confusion.accuracy        // 0.667
/// ```
/// Source: <https://scikit-learn.org/stable/modules/generated/sklearn.metrics.confusion_matrix.html>.
public struct ConfusionMatrix: Equatable, Sendable {
  /// 10 × 10 numbers of images: `counts[label][predicted]`.
  public let counts: [[Int]]

  /// Counts pairs of a label and a prediction.
  ///
  /// - Parameters:
  ///   - labels: The true digits.
  ///   - predicted: The predicted digits, one for each label.
  /// - Precondition: the lists are equally long, and hold only 0 to 9.
  public init(labels: [Int], predicted: [Int]) {
    if labels.count != predicted.count {
      misuse(
        "ConfusionMatrix", "\(labels.count) labels do not fit \(predicted.count) predictions")
    }
    let classes = 0..<DigitClassifier.classCount
    if let odd = (labels + predicted).first(where: { !classes.contains($0) }) {
      misuse("ConfusionMatrix", "\(odd) is not a digit", hint: "use 0 to 9")
    }
    var counts = classes.map { _ in classes.map { _ in 0 } }
    for (label, digit) in zip(labels, predicted) { counts[label][digit] += 1 }
    self.counts = counts
  }

  /// The number of images.
  public var total: Int { counts.reduce(0) { $0 + $1.reduce(0, +) } }

  /// The number of images whose prediction is their label.
  public var correct: Int { counts.indices.reduce(0) { $0 + counts[$1][$1] } }

  /// The share of correct predictions, within [0, 1]; NaN without images, as the mean of nothing is.
  public var accuracy: Double { Double(correct) / Double(total) }
}

public import Kagami

/// How many images of each class there are.
///
/// ```swift
/// let generated = LabelHistogram(logits: classifier(images))              // [10000, 10]
/// let data = LabelHistogram(labels: trainingLabels, classes: 10)          // [60000]
/// generated.divergence(from: data)                                        // 0 if the shares are equal
/// ```
public struct LabelHistogram: Equatable, Sendable, Codable {
  /// The number of images of each class.
  public let counts: [Int]

  /// Counts that are known already.
  ///
  /// - Precondition: there is a class or more, no count is negative, and there is an image.
  public init(counts: [Int]) {
    if counts.contains(where: { $0 < 0 }) || counts.allSatisfy({ $0 == 0 }) {
      misuse("LabelHistogram", "counts \(counts)", hint: "expected one image or more")
    }
    self.counts = counts
  }

  /// The classes of some images, as labels name them.
  ///
  /// - Parameters:
  ///   - labels: `[n]`, `int64`
  ///   - classes: The number of classes.
  /// - Precondition: there is a label, and every label is at least 0 and less than `classes`.
  public init(labels: Tensor, classes: Int) {
    if labels.rank != 1 || labels.dtype != .int64 {
      misuse(
        "LabelHistogram", "labels are \(labels.dtype) of \(labels.shape)",
        hint: "expected int64 of [count]")
    }
    var counts = [Int](repeating: 0, count: max(classes, 0))
    for label in labels.array(of: Int.self) {
      if !counts.indices.contains(label) {
        misuse("LabelHistogram", "label \(label) is not among \(classes) classes")
      }
      counts[label] += 1
    }
    self.init(counts: counts)
  }

  /// The classes of some images, by a classifier: that of the largest logit.
  ///
  /// - Parameter logits: `[n, classes]`
  /// - Precondition: finite fractions, a row and a class or more.
  public init(logits: Tensor) {
    let rows = SampleRows(logits, "logits", in: "LabelHistogram")
    self.init(labels: rows.tensor.argmax(axis: 1), classes: rows.width)
  }

  /// The number of images.
  public var total: Int { counts.reduce(0, +) }

  /// The share of each class.
  public var shares: [Double] {
    let total = Double(total)
    return counts.map { Double($0) / total }
  }

  /// The number of classes with an image or more.
  public var modesCovered: Int { counts.count { $0 > 0 } }

  /// The number of equally frequent classes of the same entropy: `exp(−Σ pᵢ log pᵢ)`.
  public var effectiveModes: Double {
    exponential(shares.reduce(0) { $0 - ($1 > 0 ? $1 * logarithm($1) : 0) })
  }

  /// The Kullback–Leibler divergence of this histogram from that of the data, `KL(self ‖ data)`.
  ///
  /// `Σ pᵢ·log(pᵢ / qᵢ)` in nats, with this histogram's shares `p` and the data's `q`: 0 for equal
  /// shares, infinite if a class has images here and none in the data.
  ///
  /// - Parameter data: The histogram of the data, of as many classes.
  /// - Precondition: both have the same number of classes.
  public func divergence(from data: LabelHistogram) -> Double {
    if counts.count != data.counts.count {
      misuse(
        "LabelHistogram.divergence",
        "\(counts.count) classes and \(data.counts.count) cannot be compared")
    }
    return Divergence.kullbackLeibler(shares, data.shares)
  }
}

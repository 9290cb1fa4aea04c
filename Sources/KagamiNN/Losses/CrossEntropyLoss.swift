public import Kagami

/// The cross-entropy of logits and classes, or of logits and probabilities of classes.
///
/// ```swift
/// let criterion = CrossEntropyLoss(labelSmoothing: 0.1)
/// criterion(model(images), labels)           // [64, 10] and int64 [64] give []
/// criterion(model(images), probabilities)    // [64, 10] and [64, 10] give []
/// ```
/// The same as ``LogSoftmax`` followed by ``NLLLoss``: with `p = softmax x`, a label `t` costs
/// `−w[t]·log p[t]`, a target of probabilities `q` costs `−Σ w·q·log p`. Label smoothing ε puts
/// `(1 − ε)·q + ε/C` in place of `q`. The gradient of the input is `p − q` where weights are 1, and 0
/// at ignored labels. The mean of labels divides by the sum of the weights of those that count (NaN
/// where none does), the mean of probabilities by the number of positions. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html>.
public final class CrossEntropyLoss: Loss {
  /// Factors of the classes, `[C]`; nil for 1.
  public let weight: Tensor?
  /// The label whose positions do not count.
  public let ignoreIndex: Int
  /// The share of the target that is spread evenly over all classes.
  public let labelSmoothing: Double

  /// - Parameters:
  ///   - weight: Factors of the classes, `[C]`; nil for 1.
  ///   - ignoreIndex: The label whose positions do not count; for targets of labels only.
  ///   - reduction: How single losses become one number.
  ///   - labelSmoothing: The share of the target that is spread evenly over all classes, in [0, 1].
  public init(
    weight: Tensor? = nil, ignoreIndex: Int = -100, reduction: Reduction = .mean,
    labelSmoothing: Double = 0
  ) {
    if !(0...1).contains(labelSmoothing) {
      misuse("CrossEntropyLoss", "labelSmoothing is \(labelSmoothing), expected 0 to 1")
    }
    self.weight = weight
    self.ignoreIndex = ignoreIndex
    self.labelSmoothing = labelSmoothing
    super.init(reduction: reduction)
  }

  /// The loss.
  ///
  /// - Parameters:
  ///   - input: Logits, `[N, C]`, `[N, C, d1, …]` or `[C]`.
  ///   - target: Classes, `int64` or `uint8`, of the input's shape without its axis of classes; or
  ///     probabilities of the input's shape.
  public override func forward(_ input: Tensor, _ target: Tensor) -> Tensor {
    input.checked { () throws(MisuseError) in
      input.shape == target.shape && input.rank > 0
        ? try ofProbabilities(input, target) : try ofLabels(input, target)
    }
  }

  private func ofLabels(
    _ input: Tensor, _ target: Tensor
  ) throws(MisuseError) -> Tensor {
    let targets = try ClassTargets(
      target, for: input, weight: weight, ignoreIndex: ignoreIndex, loss: "CrossEntropyLoss")
    let logs = input.logSoftmax(axis: targets.axis)
    let losses = targets.negated(targets.picked(from: logs))
    guard labelSmoothing > 0 else { return reduce(losses, targets) }
    let classes = input.shape[targets.axis]
    let weighted = try classFactors(input, targets.axis).map { logs * $0 } ?? logs
    let spread = targets.masked(-weighted.sum(axis: targets.axis))
    // Reduced one by one, as in PyTorch: their sums may both be divided by 0.
    return (1 - labelSmoothing) * reduce(losses, targets)
      + (labelSmoothing / Double(classes)) * reduce(spread, targets)
  }

  private func ofProbabilities(
    _ input: Tensor, _ target: Tensor
  ) throws(MisuseError) -> Tensor {
    let axis = try ClassTargets.axis(of: input, "CrossEntropyLoss")
    if !input.dtype.isFloatingPoint || !target.dtype.isFloatingPoint {
      throw MisuseError(
        "CrossEntropyLoss",
        "a target of the input's shape \(input.shape) holds class probabilities, but input and "
          + "target are \(input.dtype) and \(target.dtype)",
        hint: "labels have the input's shape without its axis of classes")
    }
    if ignoreIndex >= 0 {
      throw MisuseError(
        "CrossEntropyLoss", "ignoreIndex \(ignoreIndex) has no meaning for class probabilities")
    }
    var wanted = target
    if labelSmoothing > 0 {
      wanted = target * (1 - labelSmoothing) + labelSmoothing / Double(input.shape[axis])
    }
    var products = input.logSoftmax(axis: axis) * wanted
    if let factors = try classFactors(input, axis) { products = products * factors }
    return reduce(-products.sum(axis: axis))
  }

  /// The factors of classes, shaped to broadcast along the input's axis of classes.
  private func classFactors(
    _ input: Tensor, _ axis: Int
  ) throws(MisuseError) -> Tensor? {
    let classes = input.shape[axis]
    var meeting = Shape(repeating: 1, count: input.rank - axis)
    meeting[0] = classes
    return try ClassTargets.checked(weight, classes: classes, for: input, "CrossEntropyLoss")?
      .reshape(meeting)
  }
}

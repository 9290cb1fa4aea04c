public import Kagami

/// The negative log-likelihood of classes: minus the input's element at each label.
///
/// ```swift
/// let labels = Tensor([3, 1] as [Int])
/// NLLLoss()(logits.logSoftmax(axis: 1), labels)    // [2, 10] and [2] give []
/// ```
/// A single loss is `−w[t]·x[t]`, 0 where the label is to be ignored. The mean divides by the sum of
/// the weights of the labels that count, not by their number; it is NaN where none counts. The
/// gradient of the input is `−w[t]` at the label and 0 elsewhere. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.NLLLoss.html>.
public final class NLLLoss: Loss {
  /// Factors of the classes, `[C]`; nil for 1.
  public let weight: Tensor?
  /// The label whose positions do not count.
  public let ignoreIndex: Int

  /// - Parameters:
  ///   - weight: Factors of the classes, `[C]`; nil for 1.
  ///   - ignoreIndex: The label whose positions do not count.
  ///   - reduction: How single losses become one number.
  public init(weight: Tensor? = nil, ignoreIndex: Int = -100, reduction: Reduction = .mean) {
    self.weight = weight
    self.ignoreIndex = ignoreIndex
    super.init(reduction: reduction)
  }

  /// The loss.
  ///
  /// - Parameters:
  ///   - input: Log-probabilities, `[N, C]`, `[N, C, d1, …]` or `[C]`.
  ///   - target: Classes, `int64` or `uint8`, of the input's shape without its axis of classes.
  public override func forward(_ input: Tensor, _ target: Tensor) -> Tensor {
    input.checked { () throws(MisuseError) in
      let targets = try ClassTargets(
        target, for: input, weight: weight, ignoreIndex: ignoreIndex, loss: "NLLLoss")
      return reduce(targets.negated(targets.picked(from: input)), targets)
    }
  }
}

extension Loss {
  /// The reduction of the losses of labelled positions; a mean weighs them by their factors.
  func reduce(_ losses: Tensor, _ targets: ClassTargets) -> Tensor {
    reduction == .mean ? losses.sum() / targets.total(of: losses) : reduce(losses)
  }
}

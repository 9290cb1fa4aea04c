public import Kagami

/// How the losses of single elements become one number.
public enum Reduction: String, Sendable, CaseIterable {
  /// They stay as they are.
  case none
  /// Their mean.
  case mean
  /// Their sum.
  case sum
  /// Their sum, divided by the extent of the first axis; what ``KLDivLoss`` calls for.
  case batchMean = "batchmean"
}

/// The base of losses: modules of an input and a target.
///
/// ```swift
/// let criterion = BCELoss()
/// let loss = criterion(discriminator(x), Tensor.ones([64, 1]))    // []
/// ```
open class Loss: Module {
  /// How the losses of single elements become one number.
  public let reduction: Reduction

  /// A loss with the given reduction.
  public init(reduction: Reduction = .mean) { self.reduction = reduction }

  /// The reduction of the losses of single elements.
  public final func reduce(_ losses: Tensor) -> Tensor {
    switch reduction {
    case .none: losses
    case .mean: losses.mean()
    case .sum: losses.sum()
    case .batchMean: losses.sum() / Double(losses.shape.first ?? 1)
    }
  }

  /// Stops unless input and target have the same shape: broadcasting a target is nearly always a
  /// mistake.
  func checkShapes(_ input: Tensor, _ target: Tensor) {
    if input.shape != target.shape {
      misuse(
        "\(type(of: self))", "a target of \(target.shape) does not fit an input of \(input.shape)",
        hint: "reshape one; targets are not broadcast", standIn: ())
    }
  }
}

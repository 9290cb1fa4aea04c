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
/// let loss = criterion(classifier(x), Tensor.ones([64, 1]))    // []
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

  /// `losses` times factors, which may be given for some axes only.
  ///
  /// - Parameter name: What the factors are called, for the message.
  func weighted(_ losses: Tensor, by weight: Tensor?, _ name: String = "weight") -> Tensor {
    guard let weight else { return losses }
    return losses * checked(weight, name, for: losses)
  }

  /// Factors in the losses' type, if they broadcast to the losses' shape; never the other way round,
  /// which would make more losses of them than there are.
  func checked(_ weight: Tensor, _ name: String, for losses: Tensor) -> Tensor {
    let pairs = zip(weight.shape.reversed(), losses.shape.reversed())
    if weight.rank > losses.rank || !pairs.allSatisfy({ $0 == 1 || $0 == $1 }) {
      return misuse(
        "\(type(of: self))",
        "a \(name) of \(weight.shape) does not broadcast to an input of \(losses.shape)",
        hint: "axes are matched from the last; reshape the \(name), as in reshape([-1, 1])",
        standIn: losses)
    }
    return weight.to(losses.dtype)
  }
}

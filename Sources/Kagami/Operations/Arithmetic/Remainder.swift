internal import KagamiKernels

/// What a division leaves, elementwise, with broadcasting.
struct Remainder: DifferentiableOperation {
  /// How the quotient becomes whole.
  enum Rounding: Sendable {
    /// Down: what is left has the divisor's sign.
    case floored
    /// Toward 0: what is left has the dividend's sign.
    case truncated
  }

  let rounding: Rounding
  let saves: SavedTensors = [.input0, .input1]

  var name: String { rounding == .floored ? "remainder" : "fmod" }

  func forward(_ inputs: [Tensor]) -> Tensor {
    .computing(rounding == .floored ? .remainder : .fmod, inputs[0], inputs[1])
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let g = context.gradient
    return [
      context.needs[0] ? g.summed(to: context.shape(0)) : nil,
      context.needs[1] ? (-g * quotient(context)).summed(to: context.shape(1)) : nil,
    ]
  }

  /// The whole quotient, which is a constant but for where it jumps.
  private func quotient(_ context: BackwardContext) -> Tensor {
    let (a, b) = (context.input(0).detach(), context.input(1).detach())
    return rounding == .floored ? a.floorDivide(b) : (a / b).trunc()
  }
}

extension Tensor {
  /// What division by `divisor` leaves where quotients are rounded down: it has the divisor's sign, as Python's `%`.
  ///
  /// ```swift
  /// Tensor([7, -7]).remainder(3)                            // 1, 2
  /// ```
  /// Of fractions, a divisor of 0 gives NaN, and an infinite one the dividend, or itself where signs differ. The
  /// gradient is 1 for this tensor and minus the whole quotient for the divisor. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.remainder.html>.
  ///
  /// - Parameter divisor: A tensor that broadcasts with this one.
  /// - Precondition: not both hold truth values, and no integer is divided by 0.
  public func remainder(_ divisor: Tensor) -> Tensor { divided(.floored, by: divisor) }

  /// What division by one number leaves where quotients are rounded down.
  public func remainder(_ divisor: some TensorScalar) -> Tensor { remainder(scalar(divisor)) }

  /// What division leaves where quotients are rounded down; see ``remainder(_:)-(Tensor)``.
  public static func % (a: Tensor, b: Tensor) -> Tensor { a.remainder(b) }

  /// What division by one number leaves where quotients are rounded down.
  public static func % (a: Tensor, b: some TensorScalar) -> Tensor { a.remainder(b) }

  /// What division of one number leaves where quotients are rounded down.
  public static func % (a: some TensorScalar, b: Tensor) -> Tensor { b.scalar(a).remainder(b) }

  /// What division by `divisor` leaves where quotients are rounded toward 0: it has this tensor's sign, as C's `fmod`.
  ///
  /// ```swift
  /// Tensor([7, -7]).fmod(3)                                 // 1, −1
  /// ```
  /// Of fractions, a divisor of 0 gives NaN, and an infinite one the dividend. The gradient is 1 for this tensor and
  /// minus the whole quotient for the divisor. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.fmod.html>.
  ///
  /// - Parameter divisor: A tensor that broadcasts with this one.
  /// - Precondition: not both hold truth values, and no integer is divided by 0.
  public func fmod(_ divisor: Tensor) -> Tensor { divided(.truncated, by: divisor) }

  /// What division by one number leaves where quotients are rounded toward 0.
  public func fmod(_ divisor: some TensorScalar) -> Tensor { fmod(scalar(divisor)) }

  private func divided(_ rounding: Remainder.Rounding, by divisor: Tensor) -> Tensor {
    let operation = Remainder(rounding: rounding)
    let (a, b) = Tensor.matched(operation.name, self, divisor)
    return record(operation, a.numbers(operation.name), b.checkedDivisor(operation.name))
  }
}

internal import KagamiKernels

/// The nearest whole number, elementwise; ties go to even.
struct Round: ElementwiseOperation {
  let function = UnaryFunction.round
  func derivative(_ g: Tensor, _: Tensor) -> Tensor { Tensor.zeros(like: g) }
}

/// The nearest number of so many decimals; with a minus, of so many zeros before the point.
struct RoundToDecimals: DifferentiableOperation {
  let name = "round"
  let saves: SavedTensors = .nothing
  let decimals: Int

  func forward(_ inputs: [Tensor]) -> Tensor {
    // Powers of ten are whole, and exact up to 10²².
    let scale = (0..<decimals.magnitude).reduce(1.0) { power, _ in power * 10 }
    let x = inputs[0]
    return decimals > 0 ? (x * scale).round() / scale : (x / scale).round() * scale
  }

  func backward(_ context: BackwardContext) -> [Tensor?] { [Tensor.zeros(like: context.gradient)] }
}

extension Tensor {
  /// The whole number nearest to each element; halves go to the even one.
  ///
  /// ```swift
  /// Tensor([0.5, 1.5, -2.5, 2.6]).round()                   // 0, 2, −2, 3
  /// Tensor([1.2345, 98.765]).round(decimals: 1)             // 1.2, 98.8
  /// ```
  /// Integers stay as they are; the gradient is 0. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.round.html>.
  ///
  /// - Parameter decimals: Digits that are kept behind the point, or with a minus, zeros before it.
  /// - Precondition: the elements are not truth values, and where digits are named, no integers either.
  public func round(decimals: Int = 0) -> Tensor {
    let x = numbers("round")
    if decimals == 0 { return record(Round(), x) }
    if !x.dtype.isFloatingPoint {
      misuse(
        "round", "integers of \(dtype) have no decimals to keep",
        hint: "convert with to(.float32) first")
    }
    return record(RoundToDecimals(decimals: decimals), x)
  }
}

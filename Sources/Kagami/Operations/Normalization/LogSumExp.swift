/// `log Σ exp(x)` along some axes.
struct LogSumExp: Operation {
  let name = "logSumExp"
  let keeps: Kept = [.input0, .output]
  let axes: [Int]
  let keepAxes: Bool

  func forward(_ inputs: [Tensor]) -> Tensor {
    let x = inputs[0]
    let result = x.count == 0 ? x.computing(.sum, axes: axes).computing(.log) : shifted(x)
    return keepAxes ? result : result.withoutAxes(axes)
  }

  private func shifted(_ x: Tensor) -> Tensor {
    let largest = x.computing(.maximum, axes: axes)
    // An infinite shift would leave ∞ − ∞.
    let shift = Tensor.where(largest.abs() .< Double.infinity, largest, 0)
    return (x - shift).computing(.exp).computing(.sum, axes: axes).computing(.log) + shift
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let total = context.output.restoringAxes(axes, kept: keepAxes)
    let gradient = context.gradient.restoringAxes(axes, kept: keepAxes)
    return [gradient * (context.input(0) - total).exp()]
  }
}

extension Tensor {
  /// The logarithm of the sum of exponentials along `axes`, or of all: `log Σ exp(x)`.
  ///
  /// ```swift
  /// Tensor.zeros([64, 10]).logSumExp([1])    // [64], each log 10
  /// ```
  /// The largest element is taken out first, so that nothing overflows. The gradient is
  /// `exp(x − y)`, the softmax; NaN at infinite results. Of no elements it is −∞. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.logsumexp.html>.
  ///
  /// - Parameters:
  ///   - axes: The axes to sum over; all unless given.
  ///   - keepAxes: Whether the axes stay, with extent 1.
  public func logSumExp(_ axes: [Int]? = nil, keepAxes: Bool = false) -> Tensor {
    checked { () throws(MisuseError) in
      record(LogSumExp(axes: try checkedAxes(axes, "logSumExp"), keepAxes: keepAxes), real)
    }
  }
}

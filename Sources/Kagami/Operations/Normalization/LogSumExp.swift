/// `log Σ exp(x)` along some axes.
struct LogSumExp: DifferentiableOperation {
  let name = "logSumExp"
  let saves: SavedTensors = [.input0, .output]
  let axes: [Int]
  let keepDims: Bool

  func forward(_ inputs: [Tensor]) -> Tensor {
    let x = inputs[0]
    let result = x.count == 0 ? x.computing(.sum, axes: axes).computing(.log) : shifted(x)
    return keepDims ? result : result.withoutAxes(axes)
  }

  private func shifted(_ x: Tensor) -> Tensor {
    let largest = x.computing(.maximum, axes: axes)
    // An infinite shift would leave ∞ − ∞.
    let shift = Tensor.where(largest.abs() .< Double.infinity, largest, 0)
    return (x - shift).computing(.exp).computing(.sum, axes: axes).computing(.log) + shift
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let total = context.output.restoringAxes(axes, kept: keepDims)
    let gradient = context.gradient.restoringAxes(axes, kept: keepDims)
    return [gradient * (context.input(0) - total).exp()]
  }
}

extension Tensor {
  /// The logarithm of the sum of exponentials along `axes`, or of all: `log Σ exp(x)`.
  ///
  /// ```swift
  /// Tensor.zeros([64, 10]).logSumExp(axes: [1])    // [64], each log 10
  /// ```
  /// The largest element is taken out first, so that nothing overflows. The gradient is
  /// `exp(x − y)`, the softmax; NaN at infinite results. Of no elements it is −∞. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.logsumexp.html>.
  ///
  /// - Parameters:
  ///   - axes: The axes to sum over; all unless given.
  ///   - keepDims: Whether the axes stay, with extent 1.
  public func logSumExp(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor {
    checked { () throws(MisuseError) in
      record(LogSumExp(axes: try checkedAxes(axes, "logSumExp"), keepDims: keepDims), real)
    }
  }

  /// The logarithm of the sum of exponentials along one axis.
  public func logSumExp(axis: Int, keepDims: Bool = false) -> Tensor {
    logSumExp(axes: [axis], keepDims: keepDims)
  }
}

/// The variance over some axes: the sum of squared distances from the mean, over a number.
struct Variance: DifferentiableOperation {
  let name = "var"
  let saves: SavedTensors = .input0
  let axes: [Int]
  let divisor: Double
  let keepDims: Bool

  func forward(_ inputs: [Tensor]) -> Tensor {
    // Distances from one of the elements first: equal elements have none, however their mean is rounded.
    var origin = inputs[0]
    for axis in axes where origin.shape[axis] > 1 {
      origin = origin.narrow(axis: axis, start: 0, length: 1)
    }
    let centred = centred(inputs[0] - origin)
    return (centred * centred).sum(axes: axes, keepDims: keepDims) / divisor
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let share = context.gradient * (2 / divisor)
    return [centred(context.input(0)) * share.restoringAxes(axes, kept: keepDims)]
  }

  private func centred(_ x: Tensor) -> Tensor { x - x.mean(axes: axes, keepDims: true) }
}

extension Tensor {
  /// The variance of the elements along `axes`, or of all.
  ///
  /// ```swift
  /// Tensor([1, 2, 3, 4]).var()                 // 1.6667
  /// Tensor([1, 2, 3, 4]).var(correction: 0)    // 1.25
  /// ```
  /// `Σ(x − mean)² / max(0, n − correction)`: of one element, with the default correction, it is NaN. Integers
  /// become `float32`. The gradient is `2(x − mean)/(n − correction)`. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.var.html>.
  ///
  /// - Parameters:
  ///   - axes: The axes to take it along; all unless given.
  ///   - correction: What is subtracted from the number of elements: 1 for the estimate of a sample.
  ///   - keepDims: Whether the axes stay, with extent 1.
  public func `var`(
    axes: [Int]? = nil, correction: Double = 1, keepDims: Bool = false
  ) -> Tensor {
    checked { () throws(MisuseError) in
      let positions = try checkedAxes(axes, "var")
      let count = positions.reduce(1) { $0 * shape[$1] }
      let divisor = Swift.max(0, Double(count) - correction)
      return record(Variance(axes: positions, divisor: divisor, keepDims: keepDims), real)
    }
  }

  /// The variance of the elements along one axis.
  public func `var`(axis: Int, correction: Double = 1, keepDims: Bool = false) -> Tensor {
    `var`(axes: [axis], correction: correction, keepDims: keepDims)
  }

  /// The standard deviation of the elements along `axes`, or of all: the root of the variance.
  ///
  /// ```swift
  /// Tensor([1, 2, 3, 4]).std()    // 1.2910
  /// ```
  /// The gradient is 0 where all elements are equal. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.std.html>.
  ///
  /// - Parameters:
  ///   - axes: The axes to take it along; all unless given.
  ///   - correction: What is subtracted from the number of elements: 1 for the estimate of a sample.
  ///   - keepDims: Whether the axes stay, with extent 1.
  public func std(
    axes: [Int]? = nil, correction: Double = 1, keepDims: Bool = false
  ) -> Tensor {
    let variance = `var`(axes: axes, correction: correction, keepDims: keepDims)
    // The root of 0 has no slope: another number takes its place, whose root is not read.
    let isZero = variance.detach() .== 0
    return Tensor.where(isZero, 0, Tensor.where(isZero, 1, variance).sqrt())
  }

  /// The standard deviation of the elements along one axis.
  public func std(axis: Int, correction: Double = 1, keepDims: Bool = false) -> Tensor {
    std(axes: [axis], correction: correction, keepDims: keepDims)
  }
}

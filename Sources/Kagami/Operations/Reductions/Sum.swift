/// The sum over some axes.
struct Sum: DifferentiableOperation {
  let name = "sum"
  let saves: SavedTensors = .nothing
  let axes: [Int]
  let keepDims: Bool

  func forward(_ inputs: [Tensor]) -> Tensor {
    let x = inputs[0]
    let sum = x.computing(.sum, axes: axes, dtype: x.dtype.isFloatingPoint ? x.dtype : .int64)
    return keepDims ? sum : sum.withoutAxes(axes)
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    [context.gradient.restoringAxes(axes, kept: keepDims).expand(context.shape(0))]
  }

  func fusedBackward(_ context: BackwardContext) -> [Gradient?]? {
    [.dense(context.gradient.repeated(along: axes, kept: keepDims, over: context.shape(0)))]
  }
}

extension Tensor {
  /// The sum of the elements along `axes`, or of all; integers and truth values give `int64`.
  ///
  /// The sum of no elements is 0. Long sums are formed pairwise. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.sum.html>.
  ///
  /// - Parameters:
  ///   - axes: The axes to sum over; all unless given.
  ///   - keepDims: Whether the axes stay, with extent 1.
  public func sum(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor {
    checked { () throws(MisuseError) in
      record(Sum(axes: try checkedAxes(axes, "sum"), keepDims: keepDims), self)
    }
  }

  /// The sum of the elements along one axis.
  public func sum(axis: Int, keepDims: Bool = false) -> Tensor {
    sum(axes: [axis], keepDims: keepDims)
  }
}

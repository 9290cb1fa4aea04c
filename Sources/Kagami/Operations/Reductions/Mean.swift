/// The mean over some axes: their sum, divided by how many elements it is of.
struct Mean: DifferentiableOperation {
  let name = "mean"
  let saves: SavedTensors = .nothing
  let axes: [Int]
  let keepDims: Bool

  func forward(_ inputs: [Tensor]) -> Tensor {
    let x = inputs[0]
    let sum = x.computing(.sum, axes: axes, dtype: x.dtype.accumulator)
    let mean = Tensor.computing(.divide, sum, sum.scalar(extent(of: x.shape))).to(x.dtype)
    return keepDims ? mean : mean.withoutAxes(axes)
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let share = context.gradient / extent(of: context.shape(0))
    return [share.restoringAxes(axes, kept: keepDims).expand(context.shape(0))]
  }

  func fusedBackward(_ context: BackwardContext) -> [Gradient?]? {
    let (g, shape) = (context.gradient, context.shape(0))
    let share = Tensor.computing(.divide, g, g.scalar(extent(of: shape)))
    return [.dense(share.repeated(along: axes, kept: keepDims, over: shape))]
  }

  private func extent(of shape: Shape) -> Double {
    Double(axes.reduce(1) { $0 * shape[$1] })
  }
}

extension Tensor {
  /// The mean of the elements along `axes`, or of all; NaN of no elements.
  ///
  /// Integers and truth values become `float32` first. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.mean.html>.
  ///
  /// - Parameters:
  ///   - axes: The axes to average over; all unless given.
  ///   - keepDims: Whether the axes stay, with extent 1.
  public func mean(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor {
    checked { () throws(MisuseError) in
      record(Mean(axes: try checkedAxes(axes, "mean"), keepDims: keepDims), real)
    }
  }

  /// The mean of the elements along one axis.
  public func mean(axis: Int, keepDims: Bool = false) -> Tensor {
    mean(axes: [axis], keepDims: keepDims)
  }
}

internal import KagamiKernels

// What holds along axes. Answers are never recorded.
extension Tensor {
  /// Whether no element along `axes` is 0, or of all.
  ///
  /// Of no elements it holds. Source: <https://docs.pytorch.org/docs/stable/generated/torch.all.html>.
  ///
  /// - Parameters:
  ///   - axes: The axes to look along; all unless given.
  ///   - keepDims: Whether the axes stay, with extent 1.
  public func all(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor {
    truth("all", axes, keepDims, .minimum)
  }

  /// Whether no element along one axis is 0.
  public func all(axis: Int, keepDims: Bool = false) -> Tensor {
    all(axes: [axis], keepDims: keepDims)
  }

  /// Whether any element along `axes` is not 0, or any of all.
  ///
  /// Of no elements it does not hold. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.any.html>.
  ///
  /// - Parameters:
  ///   - axes: The axes to look along; all unless given.
  ///   - keepDims: Whether the axes stay, with extent 1.
  public func any(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor {
    truth("any", axes, keepDims, .maximum)
  }

  /// Whether any element along one axis is not 0.
  public func any(axis: Int, keepDims: Bool = false) -> Tensor {
    any(axes: [axis], keepDims: keepDims)
  }

  /// How many elements along `axes` are not 0, as `int64`.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.count_nonzero.html>.
  ///
  /// - Parameters:
  ///   - axes: The axes to count along; all unless given.
  ///   - keepDims: Whether the axes stay, with extent 1.
  public func countNonzero(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor {
    withoutHistory.to(.bool).sum(axes: axes, keepDims: keepDims)
  }

  /// How many elements along one axis are not 0, as `int64`.
  public func countNonzero(axis: Int, keepDims: Bool = false) -> Tensor {
    countNonzero(axes: [axis], keepDims: keepDims)
  }

  private func truth(
    _ operation: String, _ axes: [Int]?, _ keepDims: Bool, _ reduction: ReductionFunction
  ) -> Tensor {
    checked { () throws(MisuseError) in
      let positions = try checkedAxes(axes, operation)
      let result = withoutHistory.to(.bool).computing(reduction, axes: positions)
      return keepDims ? result : result.withoutAxes(positions)
    }
  }
}

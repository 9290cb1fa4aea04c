/// The sum over some axes.
struct Sum: Operation {
  let name = "sum"
  let keeps: Kept = .nothing
  let axes: [Int]
  let keepAxes: Bool

  func forward(_ inputs: [Tensor]) -> Tensor {
    let x = inputs[0]
    let sum = x.computing(.sum, axes: axes, dtype: x.dtype.isFloatingPoint ? x.dtype : .int64)
    return keepAxes ? sum : sum.withoutAxes(axes)
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    [context.gradient.restoringAxes(axes, kept: keepAxes).expand(context.shape(0))]
  }

  func fusedBackward(_ context: BackwardContext) -> [Tensor?]? {
    [context.gradient.repeated(along: axes, kept: keepAxes, over: context.shape(0))]
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
  ///   - keepAxes: Whether the axes stay, with extent 1.
  public func sum(_ axes: [Int]? = nil, keepAxes: Bool = false) -> Tensor {
    checked { () throws(MisuseError) in
      record(Sum(axes: try checkedAxes(axes, "sum"), keepAxes: keepAxes), self)
    }
  }

  /// The sum of the elements along one axis.
  public func sum(_ axis: Int, keepAxes: Bool = false) -> Tensor {
    sum([axis], keepAxes: keepAxes)
  }

  /// The axes that possibly negative numbers name, each once; all if nil.
  ///
  /// The axis 0 or −1 of a tensor without axes names none.
  func checkedAxes(_ axes: [Int]?, _ operation: String) throws(MisuseError) -> [Int] {
    guard let axes else { return Array(0..<rank) }
    if axes.count == 1, isScalar(axis: axes[0]) { return [] }
    var positions: [Int] = []
    for axis in axes { positions.append(try checkedAxis(axis, operation)) }
    if Set(positions).count != positions.count {
      throw MisuseError(operation, "axes \(axes) name an axis of \(shape) twice")
    }
    return positions.sorted()
  }

  /// Without the given axes of extent 1.
  func withoutAxes(_ axes: [Int]) -> Tensor {
    var target = shape
    for axis in axes.reversed() { target.remove(at: axis) }
    return view(shape: target, strides: target.contiguousStrides)
  }

  /// A reduction's gradient as it is for every element that went into it: a view without history.
  func repeated(along axes: [Int], kept: Bool, over target: Shape) -> Tensor {
    var repeated = Strides(repeating: 0, count: target.count)
    var position = 0
    for axis in target.indices {
      let isReduced = axes.contains(axis)
      if !isReduced { repeated[axis] = strides[position] }
      if !isReduced || kept { position += 1 }
    }
    return view(shape: target, strides: repeated)
  }

  /// With reduced axes back in place as extents of 1.
  func restoringAxes(_ axes: [Int], kept: Bool) -> Tensor {
    if kept { return self }
    var target = shape
    for axis in axes { target.insert(1, at: axis) }
    return reshape(target)
  }
}

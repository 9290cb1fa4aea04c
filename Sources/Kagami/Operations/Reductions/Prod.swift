/// The product over some axes.
struct Prod: DifferentiableOperation {
  let name = "prod"
  let saves: SavedTensors = [.input0, .output]
  let axes: [Int]
  let keepDims: Bool

  func forward(_ inputs: [Tensor]) -> Tensor {
    let x = inputs[0]
    let product = x.computing(
      .product, axes: axes, dtype: x.dtype.isFloatingPoint ? x.dtype : .int64)
    return keepDims ? product : product.withoutAxes(axes)
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let x = context.input(0)
    let gradient = context.gradient.restoringAxes(axes, kept: keepDims)
    if (x.detach() .== 0).sum().item(as: Int.self) == 0 {
      return [gradient * context.output.restoringAxes(axes, kept: keepDims) / x]
    }
    return [gradient * x.productOfOthers(along: axes)]
  }
}

extension Tensor {
  /// The product of the elements along `axes`, or of all; integers and truth values give `int64`.
  ///
  /// ```swift
  /// Tensor([[1, 2], [3, 4]]).prod(axis: 1)  // [2, 12]
  /// ```
  ///
  /// The product of no elements is 1. The gradient holds where elements are 0, as that of
  /// `x.prod(dim)` in PyTorch; that of its `x.prod()` ends at two zeros. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.prod.html>.
  ///
  /// - Parameters:
  ///   - axes: The axes to multiply over; all unless given.
  ///   - keepDims: Whether the axes stay, with extent 1.
  public func prod(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor {
    checked { () throws(MisuseError) in
      record(Prod(axes: try checkedAxes(axes, "prod"), keepDims: keepDims), self)
    }
  }

  /// The product of the elements along one axis.
  public func prod(axis: Int, keepDims: Bool = false) -> Tensor {
    prod(axes: [axis], keepDims: keepDims)
  }

  /// For each element the product of all others along `axes`, in the tensor's shape.
  ///
  /// It is that of those before times that of those after, which holds where elements are 0.
  fileprivate func productOfOthers(along axes: [Int]) -> Tensor {
    let kept = (0..<rank).filter { !axes.contains($0) }
    let order = kept + axes
    let turned = permute(order)
    let rows = kept.reduce(1) { $0 * shape[$1] }
    let x = turned.reshape([rows, rows == 0 ? 0 : count / rows])
    let length = x.shape[1]
    guard length > 0 else { return self }
    func part(_ of: Tensor, _ range: Range<Int>) -> Tensor {
      of.narrow(axis: 1, start: range.lowerBound, length: range.count)
    }
    let one = Tensor.ones([rows, 1], dtype: dtype, device: device)
    var before = Tensor.concatenate([one, part(x, 0..<length - 1)], axis: 1)
    var after = Tensor.concatenate([part(x, 1..<length), one], axis: 1)
    // Products over windows that double.
    var window = 1
    while window < length {
      let rest = length - window
      before = .concatenate(
        [part(before, 0..<window), part(before, window..<length) * part(before, 0..<rest)], axis: 1)
      after = .concatenate(
        [part(after, 0..<rest) * part(after, window..<length), part(after, rest..<length)], axis: 1)
      window *= 2
    }
    var back = [Int](repeating: 0, count: rank)
    for (position, axis) in order.enumerated() { back[axis] = position }
    return (before * after).reshape(turned.shape).permute(back)
  }
}

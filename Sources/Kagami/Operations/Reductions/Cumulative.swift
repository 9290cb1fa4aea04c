internal import KagamiKernels

/// Running sums along an axis.
struct CumSum: DifferentiableOperation {
  let name = "cumSum"
  let saves: SavedTensors = .nothing
  let axis: Int

  func forward(_ inputs: [Tensor]) -> Tensor { inputs[0].scanned(.sum, axis: axis) }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    [record(self, context.gradient.flip(axis: axis)).flip(axis: axis)]
  }
}

/// Running products along an axis.
struct CumProd: DifferentiableOperation {
  let name = "cumProd"
  let saves: SavedTensors = [.input0, .output]
  let axis: Int

  func forward(_ inputs: [Tensor]) -> Tensor { inputs[0].scanned(.product, axis: axis) }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let (g, x) = (context.gradient, context.input(0))
    if (x.detach() .== 0).sum().item(as: Int.self) == 0 {
      return [(g * context.output).flip(axis: axis).cumSum(axis: axis).flip(axis: axis) / x]
    }
    // Without division, one position after another: what is before, times
    // s(k) = g(k) + x(k + 1) · s(k + 1), the sum over all products that go on from there.
    let (gradients, factors) = (g.unstack(axis: axis), x.unstack(axis: axis))
    var rest = gradients[gradients.count - 1]
    var sums = [rest]
    for k in gradients.indices.dropLast().reversed() {
      rest = gradients[k] + factors[k + 1] * rest
      sums.append(rest)
    }
    let before = context.output.narrow(axis: axis, start: 0, length: x.shape[axis] - 1)
    let one = Tensor.ones(like: x.detach().narrow(axis: axis, start: 0, length: 1))
    return [
      Tensor.stack(sums.reversed(), axis: axis) * Tensor.concatenate([one, before], axis: axis)
    ]
  }
}

extension Tensor {
  /// Elements along an axis combined with all before them; integers and truth values in `int64`.
  fileprivate func scanned(_ reduction: ReductionFunction, axis: Int) -> Tensor {
    let result = Tensor(
      uninitialized: shape, dtype: dtype.isFloatingPoint ? dtype : .int64, device: device,
      lyingAs: self)
    device.backend.scan(reduction, operand, axis: axis, into: result.operand)
    return result
  }

  /// The sums of the elements along an axis up to each of them; integers and truth values give `int64`.
  ///
  /// ```swift
  /// Tensor([1, 2, 3]).cumSum()                              // 1, 3, 6
  /// ```
  /// Formed in double precision, and rounded for each element. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.cumsum.html>.
  ///
  /// - Parameters:
  ///   - axis: The axis; negative ones count from the end.
  ///   - includesStart: Whether a 0 stands before them, so that the axis is longer by one.
  public func cumSum(axis: Int = -1, includesStart: Bool = false) -> Tensor {
    cumulated("cumSum", axis, includesStart ? 0 : nil) { record(CumSum(axis: $1), $0) }
  }

  /// The products of the elements along an axis up to each of them; integers and truth values give `int64`.
  ///
  /// ```swift
  /// Tensor([1, 2, 3]).cumProd()                             // 1, 2, 6
  /// ```
  /// The gradient holds where elements are 0, where it takes a step for each position. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.cumprod.html>.
  ///
  /// - Parameters:
  ///   - axis: The axis; negative ones count from the end.
  ///   - includesStart: Whether a 1 stands before them, so that the axis is longer by one.
  public func cumProd(axis: Int = -1, includesStart: Bool = false) -> Tensor {
    cumulated("cumProd", axis, includesStart ? 1 : nil) { record(CumProd(axis: $1), $0) }
  }

  private func cumulated(
    _ operation: String, _ axis: Int, _ start: Int?, _ scan: (Tensor, Int) -> Tensor
  ) -> Tensor {
    if isScalar(axis: axis), start == nil {
      return reshape([1]).cumulated(operation, 0, nil, scan).reshape([])
    }
    return checked { () throws(MisuseError) in
      let position = try checkedAxis(axis, operation)
      let scanned = count == 0 ? scanOfNothing : scan(self, position)
      guard let start else { return scanned }
      var first = shape
      first[position] = 1
      return .concatenate(
        [.full(first, start, dtype: scanned.dtype, device: device), scanned], axis: position)
    }
  }

  private var scanOfNothing: Tensor { dtype.isFloatingPoint ? self : to(.int64) }
}

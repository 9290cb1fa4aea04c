/// `a · b` over the last two axes; batch axes are equal.
struct MatMul: DifferentiableOperation {
  let name = "matmul"
  let saves: SavedTensors = [.input0, .input1]

  func forward(_ inputs: [Tensor]) -> Tensor {
    let (a, b) = (inputs[0], inputs[1])
    var shape = a.shape
    shape[a.rank - 1] = b.shape[b.rank - 1]
    ProductTally.note(elements: shape.elementCount, terms: a.shape[a.rank - 1])
    let result = Tensor(uninitialized: shape, dtype: a.dtype, device: a.device)
    a.device.backend.matmul(a.operand, b.operand, into: result.operand, accumulating: false)
    return result
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let g = context.gradient
    return [
      context.needs[0] ? record(MatMul(), g, context.input(1).transpose()) : nil,
      context.needs[1] ? record(MatMul(), context.input(0).transpose(), g) : nil,
    ]
  }

  /// The right factor's gradient as a product, which a weight may be.
  func fusedBackward(_ context: BackwardContext) -> [Gradient?]? {
    let (g, a) = (context.gradient, context.input(0).withoutHistory)
    guard context.needs[1], a.rank == 2 else { return nil }
    let left =
      context.needs[0] ? MatMul().forward([g, context.input(1).transpose().detach()]) : nil
    return [left.map { .dense($0) }, .product(a, g)]
  }
}

extension Tensor {
  /// The matrix product.
  ///
  /// `[m, k]` by `[k, n]` gives `[m, n]`; further outer axes are batches, which broadcast; a tensor
  /// of one axis is a row on the left and a column on the right, whose axis then goes. Types promote.
  /// One OpenBLAS call for each matrix. The gradients are `g·bᵀ` and `aᵀ·g`. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.matmul.html>.
  ///
  /// - Parameter other: The right factor.
  public func matmul(_ other: Tensor) -> Tensor {
    checked { () throws(MisuseError) in
      let (a, b) = try checkedFactors(other)
      let (left, right) = (
        a.rank == 1 ? a.unsqueeze(axis: 0) : a, b.rank == 1 ? b.unsqueeze(axis: 1) : b
      )
      let product = try Tensor.batched(left, right)
      let columns = b.rank == 1 ? product.squeeze(axis: -1) : product
      return a.rank == 1 ? columns.squeeze(axis: b.rank == 1 ? -1 : -2) : columns
    }
  }

  private func checkedFactors(_ other: Tensor) throws(MisuseError) -> (Tensor, Tensor) {
    if device != other.device {
      throw MisuseError(
        "matmul", "\(shape) is on \(device), \(other.shape) on \(other.device)",
        hint: "move one with to(_:)")
    }
    let inner = other.rank == 1 ? 0 : other.rank - 2
    if rank == 0 || other.rank == 0 || shape[rank - 1] != other.shape[inner] {
      throw MisuseError(
        "matmul", "the inner extents of \(shape) and \(other.shape) differ",
        hint: "the last extent on the left must equal the last but one on the right")
    }
    let dtype = DType.promoted(dtype, other.dtype)
    if dtype == .bool {
      throw MisuseError(
        "matmul", "truth values of \(shape) and \(other.shape) are no numbers",
        hint: "convert them with to(.int64)")
    }
    return (to(dtype), other.to(dtype))
  }

  private static func batched(_ a: Tensor, _ b: Tensor) throws(MisuseError) -> Tensor {
    let (outerA, outerB) = (Shape(a.shape.dropLast(2)), Shape(b.shape.dropLast(2)))
    guard let outer = Broadcast.shape(outerA, outerB) else {
      throw MisuseError(
        "matmul", "the batch axes of \(a.shape) and \(b.shape) do not broadcast")
    }
    try ProductLimit.check("matmul", a, b)
    return record(
      MatMul(), a.expand(Shape(Array(outer) + Array(a.shape.suffix(2)))),
      b.expand(Shape(Array(outer) + Array(b.shape.suffix(2)))))
  }
}

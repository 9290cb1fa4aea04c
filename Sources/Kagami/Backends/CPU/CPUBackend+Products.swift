package import KagamiKernels

extension CPUBackend {
  package func matmul(_ a: Operand, _ b: Operand, into target: Operand) {
    guard let element = target.dtype.kernelElement else {
      return plain.matmul(a, b, into: target)
    }
    let rank = target.shape.count
    let (m, n, k) = (target.shape[rank - 2], target.shape[rank - 1], a.shape[rank - 1])
    func run<T: CPUElement>(_: T.Type) {
      let (left, leftCopy) = readable(a)
      let (right, rightCopy) = readable(b)
      withExtendedLifetime((leftCopy, rightCopy)) {
        let to = target.typed(T.self)
        Positions.forEach(
          in: Shape(target.shape.dropLast(2)), target.strides, left.strides, right.strides
        ) { t, i, j, _ in
          BLAS.multiply(
            MatrixView(
              left.typed(T.self) + i, rows: m, columns: k, rowStride: left.strides[rank - 2],
              columnStride: left.strides[rank - 1]),
            MatrixView(
              right.typed(T.self) + j, rows: k, columns: n, rowStride: right.strides[rank - 2],
              columnStride: right.strides[rank - 1]),
            into: to + t, leading: max(target.strides[rank - 2], n, 1))
        }
      }
    }
    run(element)
  }

  /// The operand if BLAS can read its last two axes as they lie, else a row-major copy.
  private func readable(_ x: Operand) -> (Operand, Tensor?) {
    let rank = x.shape.count
    if MatrixView<Float>.isReadable(
      rows: x.shape[rank - 2], columns: x.shape[rank - 1], rowStride: x.strides[rank - 2],
      columnStride: x.strides[rank - 1])
    {
      return (x, nil)
    }
    let dense = Tensor(uninitialized: x.shape, dtype: x.dtype, device: .cpu)
    copy(x, into: dense.operand)
    return (dense.operand, dense)
  }

  package func addBias(_ bias: Operand, into target: Operand) {
    guard let element = target.dtype.kernelElement, bias.strides[0] == 1, target.strides[1] == 1
    else { return plain.addBias(bias, into: target) }
    func run<T: CPUElement>(_: T.Type) {
      T.addBias(
        rows: target.shape[0], columns: target.shape[1], bias.typed(T.self),
        into: target.typed(T.self), leading: target.strides[0])
    }
    run(element)
  }

  package func adam(
    gradient: Operand, weight: Operand, mean: Operand, square: Operand, maximum: Operand?,
    _ constants: AdamConstants
  ) {
    guard let element = weight.dtype.kernelElement else {
      return plain.adam(
        gradient: gradient, weight: weight, mean: mean, square: square, maximum: maximum,
        constants)
    }
    func run<T: CPUElement>(_: T.Type) {
      nonisolated(unsafe) let (g, w) = (gradient.typed(T.self), weight.typed(T.self))
      nonisolated(unsafe) let (m, v) = (mean.typed(T.self), square.typed(T.self))
      nonisolated(unsafe) let top = maximum?.typed(T.self)
      Threads.forEachBlock(of: weight.shape.elementCount, size: Self.share) { range in
        let start = range.lowerBound
        T.adam(
          count: range.count, gradient: g + start, weight: w + start, mean: m + start,
          square: v + start, maximum: top.map { $0 + start }, constants)
      }
    }
    run(element)
  }

  package func sgd(
    gradient: Operand, weight: Operand, velocity: Operand?, _ constants: SGDConstants
  ) {
    guard let element = weight.dtype.kernelElement else {
      return plain.sgd(gradient: gradient, weight: weight, velocity: velocity, constants)
    }
    func run<T: CPUElement>(_: T.Type) {
      nonisolated(unsafe) let (g, w) = (gradient.typed(T.self), weight.typed(T.self))
      nonisolated(unsafe) let u = velocity?.typed(T.self)
      Threads.forEachBlock(of: weight.shape.elementCount, size: Self.share) { range in
        let start = range.lowerBound
        T.sgd(
          count: range.count, gradient: g + start, weight: w + start,
          velocity: u.map { $0 + start }, constants)
      }
    }
    run(element)
  }
}

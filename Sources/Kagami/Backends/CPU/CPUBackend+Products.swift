internal import KagamiKernels

extension CPUBackend {
  package func matmul(_ a: Operand, _ b: Operand, into target: Operand, accumulating: Bool) {
    multiply(a, b, into: target, accumulating: accumulating)
  }

  /// The bias and the activation are applied to each block of the product while it is in a cache.
  package func linear(
    _ x: Operand, _ weight: Operand, into target: Operand, bias: Operand?, activation: Activation?
  ) {
    multiply(x, weight, into: target, accumulating: false, bias: bias, activation: activation)
  }

  private func multiply(
    _ a: Operand, _ b: Operand, into target: Operand, accumulating: Bool, bias: Operand? = nil,
    activation: Activation? = nil
  ) {
    guard let element = target.dtype.kernelElement, (bias?.strides[0] ?? 1) == 1 else {
      if accumulating { return plain.matmul(a, b, into: target, accumulating: true) }
      if target.dtype.isHalf {
        return inFloats([a, b] + (bias.map { [$0] } ?? []), into: target) {
          linear(
            $0[0], $0[1], into: $1, bias: $0.count > 2 ? $0[2] : nil, activation: activation)
        }
      }
      return plain.linear(a, b, into: target, bias: bias, activation: activation)
    }
    let rank = target.shape.count
    let (m, n, k) = (target.shape[rank - 2], target.shape[rank - 1], a.shape[rank - 1])
    func run<T: CPUElement>(_: T.Type) {
      let (left, right) = (readable(a), readable(b))
      withExtendedLifetime((left, right)) {
        let to = target.typed(T.self)
        let epilogue = BLAS.Epilogue<T>(
          bias: bias.map { UnsafePointer($0.typed(T.self)) }, activation: activation)
        Positions.forEach(
          in: Shape(target.shape.dropLast(2)), target.strides, left.strides, right.strides
        ) { t, i, j, _ in
          T.multiply(
            MatrixView(
              left.typed(T.self) + i, rows: m, columns: k, rowStride: left.strides[rank - 2],
              columnStride: left.strides[rank - 1]),
            MatrixView(
              right.typed(T.self) + j, rows: k, columns: n, rowStride: right.strides[rank - 2],
              columnStride: right.strides[rank - 1]),
            into: to + t, leading: max(target.strides[rank - 2], n, 1),
            accumulating: accumulating, epilogue: epilogue)
        }
      }
    }
    run(element)
  }

  /// The operand if BLAS can read its last two axes as they lie, else a row-major copy.
  private func readable(_ x: Operand) -> Operand {
    let rank = x.shape.count
    if MatrixView<Float>.isReadable(
      rows: x.shape[rank - 2], columns: x.shape[rank - 1], rowStride: x.strides[rank - 2],
      columnStride: x.strides[rank - 1])
    {
      return x
    }
    let dense = Operand(x.shape, x.dtype, of: self)
    copy(x, into: dense)
    return dense
  }

  package func activationBackward(
    _ activation: Activation, gradient: Operand, output: Operand, into target: Operand,
    sums: Operand
  ) {
    guard let element = target.dtype.kernelElement else {
      return plain.activationBackward(
        activation, gradient: gradient, output: output, into: target, sums: sums)
    }
    let (rows, columns) = (target.shape[0], target.shape[1])
    func run<T: CPUElement>(_: T.Type) {
      nonisolated(unsafe) let (g, y) = (gradient.typed(T.self), output.typed(T.self))
      nonisolated(unsafe) let (to, sums) = (target.typed(T.self), sums.typed(T.self))
      let width = rows * columns <= Self.share / 4 ? columns : 128
      Threads.forEachBlock(of: columns, size: width, flushing: true) { range in
        // Long columns are summed in pieces, so that rounding errors stay small.
        withUnsafeTemporaryAllocation(of: T.self, capacity: range.count) { piece in
          guard let partial = piece.baseAddress else { return }
          T.fill(count: range.count, 0, into: sums + range.lowerBound)
          for row in stride(from: 0, to: rows, by: Self.rowsInPiece) {
            T.fill(count: range.count, 0, into: partial)
            let start = row * columns + range.lowerBound
            T.activationBackward(
              activation, rows: min(Self.rowsInPiece, rows - row), columns: range.count,
              gradient: g + start, output: y + start, into: to + start, leading: columns,
              sums: partial)
            T.accumulate(count: range.count, partial, into: sums + range.lowerBound)
          }
        }
      }
    }
    run(element)
  }

  private static let rowsInPiece = 128
}

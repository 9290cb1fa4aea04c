internal import KagamiKernels

extension ReferenceBackend {
  package func unfold(_ x: Operand, _ window: WindowGeometry, into target: Operand) {
    func run<T: TensorElement>(_: T.Type) {
      let (to, from) = (target.typed(T.self), x.typed(T.self))
      forEachPair(x, target, window) { image, element in
        to[element] = image.map { from[$0] } ?? T(converting: 0)
      }
    }
    run(x.dtype.element)
  }

  package func fold(_ x: Operand, _ window: WindowGeometry, into target: Operand) {
    fill(target, with: 0)
    func run<T: TensorElement>(_: T.Type) {
      let (to, from) = (target.typed(T.self), x.typed(T.self))
      forEachPair(target, x, window) { image, element in
        guard let image else { return }
        to[image] = T(converting: to[image].asDouble + from[element].asDouble)
      }
    }
    run(x.dtype.element)
  }

  /// Calls `body` with the offset of each element of what is unfolded, and of the image's that it comes from: nil
  /// on padding.
  private func forEachPair(
    _ images: Operand, _ unfolded: Operand, _ window: WindowGeometry,
    _ body: (_ image: Int?, _ element: Int) -> Void
  ) {
    let (a, shape) = (images.strides, unfolded.shape)
    func only(_ axes: Int...) -> Strides {
      // The axes' own positions, as digits of a number.
      var strides = Strides(repeating: 0, count: 6)
      var step = 1
      for axis in axes.reversed() {
        strides[axis] = step
        step *= max(shape[axis], 1)
      }
      return strides
    }
    let planes: Strides = [a[0], a[1], 0, 0, 0, 0]
    Positions.forEach(in: shape, unfolded.strides, planes, only(2, 4), only(3, 5)) {
      element, plane, rows, columns in
      let (i, row) = rows.quotientAndRemainder(dividingBy: max(shape[4], 1))
      let (j, column) = columns.quotientAndRemainder(dividingBy: max(shape[5], 1))
      let y = window.rows.place(of: i, at: row)
      let x = window.columns.place(of: j, at: column)
      let isInside = (0..<images.shape[2]).contains(y) && (0..<images.shape[3]).contains(x)
      body(isInside ? plane + y * a[2] + x * a[3] : nil, element)
    }
  }
}

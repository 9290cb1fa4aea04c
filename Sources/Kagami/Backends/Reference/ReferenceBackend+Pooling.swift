internal import KagamiKernels

extension ReferenceBackend {
  package func maxPool(
    _ x: Operand, _ window: WindowGeometry, into target: Operand, places: Operand?
  ) {
    func run<T: TensorElement>(_: T.Type) {
      let (to, from, at) = (target.typed(T.self), x.typed(T.self), places?.typed(Int64.self))
      forEachPosition(of: window, on: x, in: target, places) { t, place, start, elements in
        var best: (row: Int, column: Int)?
        for (row, column) in elements {
          let value = from[start + row * x.strides[2] + column * x.strides[3]]
          guard let (i, j) = best else {
            best = (row, column)
            continue
          }
          let top = from[start + i * x.strides[2] + j * x.strides[3]]
          if value.asDouble.isNaN
            || !top.asDouble.isNaN && ReferenceArithmetic.compare(.greater, value, top)
          {
            best = (row, column)
          }
        }
        guard let (i, j) = best else { return }
        to[t] = from[start + i * x.strides[2] + j * x.strides[3]]
        at?[place] = Int64(i * x.shape[3] + j)
      }
    }
    run(x.dtype.element)
  }

  package func maxPoolBackward(_ gradient: Operand, places: Operand, into target: Operand) {
    fill(target, with: 0)
    let width = max(target.shape[3], 1)
    func run<T: TensorElement>(_: T.Type) {
      let (to, g, at) = (target.typed(T.self), gradient.typed(T.self), places.typed(Int64.self))
      let planes: Strides = [target.strides[0], target.strides[1], 0, 0]
      Positions.forEach(in: gradient.shape, gradient.strides, places.strides, planes) {
        i, j, start, _ in
        let (row, column) = Int(at[j]).quotientAndRemainder(dividingBy: width)
        let slot = start + row * target.strides[2] + column * target.strides[3]
        to[slot] = T(converting: to[slot].asDouble + g[i].asDouble)
      }
    }
    run(target.dtype.element)
  }

  package func sumPool(_ x: Operand, _ window: WindowGeometry, into target: Operand) {
    func run<T: TensorElement>(_: T.Type) {
      let (to, from) = (target.typed(T.self), x.typed(T.self))
      forEachPosition(of: window, on: x, in: target) { t, _, start, elements in
        to[t] = T(
          converting: elements.reduce(0) {
            $0 + from[start + $1.row * x.strides[2] + $1.column * x.strides[3]].asDouble
          })
      }
    }
    run(target.dtype.element)
  }

  package func sumPoolBackward(
    _ gradient: Operand, _ window: WindowGeometry, into target: Operand
  ) {
    fill(target, with: 0)
    func run<T: TensorElement>(_: T.Type) {
      let (to, g) = (target.typed(T.self), gradient.typed(T.self))
      forEachPosition(of: window, on: target, in: gradient) { t, _, start, elements in
        for (row, column) in elements {
          let slot = start + row * target.strides[2] + column * target.strides[3]
          to[slot] = T(converting: to[slot].asDouble + g[t].asDouble)
        }
      }
    }
    run(target.dtype.element)
  }

  /// Calls `body` with the offsets of each position in one or two layouts, that of its plane among the images,
  /// and rows and columns of the window's elements there, in order.
  private func forEachPosition(
    of window: WindowGeometry, on images: Operand, in results: Operand, _ others: Operand? = nil,
    _ body: (_ result: Int, _ other: Int, _ plane: Int, [(row: Int, column: Int)]) -> Void
  ) {
    // Row and column of a position in one number.
    let count = results.shape[3]
    let planes: Strides = [images.strides[0], images.strides[1], 0, 0]
    Positions.forEach(
      in: results.shape, results.strides, others?.strides, planes, [0, 0, count, 1]
    ) { t, other, start, position in
      let (row, column) = position.quotientAndRemainder(dividingBy: count)
      let rows = window.rows.elements(at: row, over: images.shape[2])
      let columns = window.columns.elements(at: column, over: images.shape[3])
      body(
        t, other, start,
        rows.flatMap { i in
          columns.map {
            (window.rows.place(of: i, at: row), window.columns.place(of: $0, at: column))
          }
        })
    }
  }
}

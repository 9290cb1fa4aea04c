internal import KagamiKernels

// Threads share the planes.
extension CPUBackend {
  package func maxPool(
    _ x: Operand, _ window: WindowGeometry, into target: Operand, places: Operand?
  ) {
    guard let element = x.dtype.kernelElement else {
      return plain.maxPool(x, window, into: target, places: places)
    }
    func run<T: CPUElement>(_: T.Type) {
      withRowMajor(x) { x in
        let planes = Planes(x, window, target)
        nonisolated(unsafe) let (to, from) = (target.typed(T.self), x.typed(T.self))
        nonisolated(unsafe) let at = places?.typed(Int64.self)
        planes.shared { plane, count in
          T.maxPool(
            planes.walk, planes: count, from + plane * planes.inputs,
            into: to + plane * planes.outputs, places: at.map { $0 + plane * planes.outputs })
        }
      }
    }
    run(element)
  }

  package func maxPoolBackward(_ gradient: Operand, places: Operand, into target: Operand) {
    guard let element = target.dtype.kernelElement else {
      return plain.maxPoolBackward(gradient, places: places, into: target)
    }
    func run<T: CPUElement>(_: T.Type) {
      withRowMajor(gradient) { gradient in
        withRowMajor(places) { places in
          let planes = Planes(target, nil, gradient)
          nonisolated(unsafe) let (to, g) = (target.typed(T.self), gradient.typed(T.self))
          nonisolated(unsafe) let at = places.typed(Int64.self)
          planes.shared { plane, count in
            T.maxPoolBackward(
              planes: count, outputs: planes.outputs, inputs: planes.inputs,
              gradient: g + plane * planes.outputs, places: at + plane * planes.outputs,
              into: to + plane * planes.inputs)
          }
        }
      }
    }
    run(element)
  }

  package func sumPool(_ x: Operand, _ window: WindowGeometry, into target: Operand) {
    guard let element = target.dtype.kernelElement else {
      return plain.sumPool(x, window, into: target)
    }
    func run<T: CPUElement>(_: T.Type) {
      withRowMajor(x) { x in
        let planes = Planes(x, window, target)
        nonisolated(unsafe) let (to, from) = (target.typed(T.self), x.typed(T.self))
        planes.shared { plane, count in
          T.sumPool(
            planes.walk, planes: count, from + plane * planes.inputs,
            into: to + plane * planes.outputs)
        }
      }
    }
    run(element)
  }

  package func sumPoolBackward(
    _ gradient: Operand, _ window: WindowGeometry, into target: Operand
  ) {
    guard let element = target.dtype.kernelElement else {
      return plain.sumPoolBackward(gradient, window, into: target)
    }
    func run<T: CPUElement>(_: T.Type) {
      withRowMajor(gradient) { gradient in
        let planes = Planes(target, window, gradient)
        nonisolated(unsafe) let (to, g) = (target.typed(T.self), gradient.typed(T.self))
        planes.shared { plane, count in
          T.sumPoolBackward(
            planes.walk, planes: count, gradient: g + plane * planes.outputs,
            into: to + plane * planes.inputs)
        }
      }
    }
    run(element)
  }
}

/// The channels of all images, and a window's walk over each.
private struct Planes {
  let walk: WindowWalk
  let count: Int
  /// Elements of a plane, and positions on it.
  let inputs, outputs: Int

  /// - Parameters:
  ///   - images: `[n, c, rows, columns]`
  ///   - window: The window; nil where none walks.
  ///   - results: `[n, c, rows of positions, columns of positions]`
  init(_ images: Operand, _ window: WindowGeometry?, _ results: Operand) {
    let (x, y) = (images.shape, results.shape)
    let one = WindowAxis(size: 1)
    walk = WindowWalk(
      window ?? WindowGeometry(rows: one, columns: one), over: (x[2], x[3]), positions: (y[2], y[3])
    )
    (count, inputs, outputs) = (x[0] * x[1], x[2] * x[3], y[2] * y[3])
  }

  /// Calls `body` with the first of some planes and how many they are.
  func shared(_ body: @Sendable (_ first: Int, _ count: Int) -> Void) {
    let size = max(1, CPUBackend.share / max(inputs, outputs, 1))
    Threads.forEachBlock(of: count, size: size) { body($0.lowerBound, $0.count) }
  }
}

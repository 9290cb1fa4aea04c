internal import KagamiKernels

// Steps of recurrent layers over row-major memory, all gates of a row while it is in the first cache.
extension CPUBackend {
  package func lstmStep(
    input: Operand, hidden: Operand, c: Operand
  ) -> (h: Operand, c: Operand, gates: Operand)? {
    guard let rows = StateRows(c, [input, hidden]) else { return nil }
    let (newH, newC, gates) = (fresh(c), fresh(c), fresh(input))
    func run<T: CPUElement>(_: T.Type) {
      nonisolated(unsafe) let (a, b, before) = (
        input.typed(T.self), hidden.typed(T.self), c.typed(T.self)
      )
      nonisolated(unsafe) let (y, h, after) = (
        gates.typed(T.self), newH.typed(T.self), newC.typed(T.self)
      )
      rows.shared { start, count in
        T.lstmStep(
          rows: count, n: rows.length, input: a + 4 * start, hidden: b + 4 * start,
          c: before + start, gates: y + 4 * start, newH: h + start, newC: after + start)
      }
    }
    run(rows.element)
    return (newH, newC, gates)
  }

  package func lstmStepBackward(
    gates: Operand, c: Operand, newC: Operand, gradientOfH: Operand, gradientOfC: Operand
  ) -> (parts: Operand, c: Operand)? {
    guard let rows = StateRows(c, [gates, newC, gradientOfH, gradientOfC]) else { return nil }
    let (parts, slopes) = (fresh(gates), fresh(c))
    func run<T: CPUElement>(_: T.Type) {
      nonisolated(unsafe) let (y, before, after) = (
        gates.typed(T.self), c.typed(T.self), newC.typed(T.self)
      )
      nonisolated(unsafe) let (ofH, ofC) = (gradientOfH.typed(T.self), gradientOfC.typed(T.self))
      nonisolated(unsafe) let (toParts, toC) = (parts.typed(T.self), slopes.typed(T.self))
      rows.shared { start, count in
        T.lstmStepBackward(
          rows: count, n: rows.length, gates: y + 4 * start, c: before + start,
          newC: after + start, gradientOfH: ofH + start, gradientOfC: ofC + start,
          into: toParts + 4 * start, intoC: toC + start)
      }
    }
    run(rows.element)
    return (parts, slopes)
  }

  package func gruStep(
    input: Operand, hidden: Operand, h: Operand
  ) -> (h: Operand, gates: Operand)? {
    guard let rows = StateRows(h, [input, hidden]) else { return nil }
    let (newH, gates) = (fresh(h), fresh(input))
    func run<T: CPUElement>(_: T.Type) {
      nonisolated(unsafe) let (a, b, before) = (
        input.typed(T.self), hidden.typed(T.self), h.typed(T.self)
      )
      nonisolated(unsafe) let (y, after) = (gates.typed(T.self), newH.typed(T.self))
      rows.shared { start, count in
        T.gruStep(
          rows: count, n: rows.length, input: a + 3 * start, hidden: b + 3 * start,
          h: before + start, gates: y + 3 * start, newH: after + start)
      }
    }
    run(rows.element)
    return (newH, gates)
  }

  package func gruStepBackward(
    gates: Operand, hidden: Operand, h: Operand, gradient: Operand
  ) -> (input: Operand, hidden: Operand, h: Operand)? {
    guard let rows = StateRows(h, [gates, hidden, gradient]) else { return nil }
    let (toInput, toHidden, toH) = (fresh(gates), fresh(gates), fresh(h))
    func run<T: CPUElement>(_: T.Type) {
      nonisolated(unsafe) let (y, b, before, g) = (
        gates.typed(T.self), hidden.typed(T.self), h.typed(T.self), gradient.typed(T.self)
      )
      nonisolated(unsafe) let (a, c, d) = (
        toInput.typed(T.self), toHidden.typed(T.self), toH.typed(T.self)
      )
      rows.shared { start, count in
        T.gruStepBackward(
          rows: count, n: rows.length, gates: y + 3 * start, hidden: b + 3 * start,
          h: before + start, gradient: g + start, into: a + 3 * start, intoHidden: c + 3 * start,
          intoH: d + start)
      }
    }
    run(rows.element)
    return (toInput, toHidden, toH)
  }

  private func fresh(_ like: Operand) -> Operand { Operand(like.shape, like.dtype, of: self) }
}

/// The rows of a state, `[n, h]`.
private struct StateRows {
  /// Elements of a state that one thread takes at a time: each costs several exponentials.
  private static let share = 1 << 12

  let element: any CPUElement.Type
  let count: Int
  /// The elements of a row.
  let length: Int

  /// Nil where elements lie otherwise than row by row or have no kernels, or there are none.
  init?(_ state: Operand, _ others: [Operand]) {
    guard let element = state.dtype.kernelElement, state.shape.elementCount > 0,
      state.isRowMajor, others.allSatisfy(\.isRowMajor)
    else { return nil }
    self.element = element
    (count, length) = (state.shape[0], state.shape[1])
  }

  /// Calls `body` with the first element of some rows and how many rows they are; threads share them.
  func shared(_ body: @Sendable (_ start: Int, _ count: Int) -> Void) {
    Threads.forEachBlock(of: count, size: max(1, Self.share / length)) {
      body($0.lowerBound * length, $0.count)
    }
  }
}

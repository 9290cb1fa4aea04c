internal import Kagami

extension RecurrentLayer {
  /// All steps of all layers and directions.
  ///
  /// - Parameter x: `[steps, n, in]`.
  func unroll(_ x: Tensor, _ state: [Tensor]) -> (output: Tensor, state: [Tensor]) {
    let (steps, n) = (x.shape[0], x.shape[1])
    let before = state.map { $0.unstack() }
    var after = state.map { _ in [Tensor]() }
    var rows = x.reshape([steps * n, inputSize])
    let directions = bidirectional ? 2 : 1
    for layer in 0..<numLayers {
      let sides = (0..<directions).map { direction in
        let place = layer * directions + direction
        let (output, last) = walk(
          rows, before.map { $0[place] }, weights[place].values, steps: steps,
          isReversed: direction == 1)
        for (index, tensor) in last.enumerated() { after[index].append(tensor) }
        return output
      }
      rows = directions == 1 ? sides[0] : .concatenate(sides, axis: 1)
      if training, dropout > 0, layer + 1 < numLayers { rows = Dropout(dropout).forward(rows) }
    }
    return (rows.reshape([steps, n, rows.shape[1]]), after.map { Tensor.stack($0) })
  }

  /// All steps of one layer in one direction.
  ///
  /// - Parameter rows: The inputs of all steps, `[steps · n, in]`.
  /// - Returns: The outputs of all steps, `[steps · n, h]`, and the state after the last one.
  private func walk(
    _ rows: Tensor, _ before: [Tensor], _ weights: RecurrentWeights.Values, steps: Int,
    isReversed: Bool
  ) -> (outputs: Tensor, state: [Tensor]) {
    let parts = recurrence.inputPart(rows, weights)
      .split([Int](repeating: rows.shape[0] / steps, count: steps))
    var state = before
    var outputs: [Tensor] = []
    for step in 0..<steps {
      state = recurrence.step(parts[isReversed ? steps - 1 - step : step], state, weights)
      outputs.append(state[0])
    }
    return (.concatenate(isReversed ? outputs.reversed() : outputs), state)
  }
}

extension ReferenceBackend {
  package func formsWeightGradients(of shape: Shape, dtype: DType, batch: Int) -> Bool { true }

  package func adam(_ steps: [AdamStep]) {
    for step in steps { withDense(step.gradient, like: step.weight) { adam(step, $0) } }
  }

  private func adam(_ step: AdamStep, _ gradient: Operand) {
    let c = step.constants
    func run<T: TensorElement>(_: T.Type) {
      let (g, w) = (gradient.typed(T.self), step.weight.typed(T.self))
      let (m, v) = (step.mean.typed(T.self), step.square.typed(T.self))
      let top = step.maximum?.typed(T.self)
      for i in 0..<step.weight.shape.elementCount {
        let d = c.sign * g[i].asDouble + c.decay * w[i].asDouble
        m[i] = T(converting: c.beta1 * m[i].asDouble + (1 - c.beta1) * d)
        v[i] = T(converting: c.beta2 * v[i].asDouble + (1 - c.beta2) * d * d)
        var second = v[i].asDouble
        if let top {
          top[i] = T(converting: max(top[i].asDouble, second))
          second = top[i].asDouble
        }
        let change = c.step * m[i].asDouble / (second.squareRoot() / c.root + c.epsilon)
        w[i] = T(converting: w[i].asDouble - change)
      }
    }
    run(step.weight.dtype.element)
  }

  package func sgd(_ steps: [SGDStep]) {
    for step in steps { withDense(step.gradient, like: step.weight) { sgd(step, $0) } }
  }

  private func sgd(_ step: SGDStep, _ gradient: Operand) {
    let c = step.constants
    func run<T: TensorElement>(_: T.Type) {
      let (g, w) = (gradient.typed(T.self), step.weight.typed(T.self))
      let u = step.velocity?.typed(T.self)
      for i in 0..<step.weight.shape.elementCount {
        var d = c.sign * g[i].asDouble + c.decay * w[i].asDouble
        if let u {
          let next = c.first ? d : c.momentum * u[i].asDouble + (1 - c.dampening) * d
          u[i] = T(converting: next)
          d = c.nesterov ? d + c.momentum * u[i].asDouble : u[i].asDouble
        }
        w[i] = T(converting: w[i].asDouble - c.lr * d)
      }
    }
    run(step.weight.dtype.element)
  }

  /// Runs `body` with the whole gradient in memory.
  private func withDense(
    _ gradient: GradientOperand, like weight: Operand, _ body: (Operand) -> Void
  ) {
    guard case .products(let products, let base) = gradient else {
      if case .dense(let operand) = gradient { body(operand) }
      return
    }
    let sum = Tensor(uninitialized: weight.shape, dtype: weight.dtype, device: .reference)
    sum.withOperand { sum in
      if let base { copy(base, into: sum) } else { fill(sum, with: 0) }
      for product in products {
        matmul(
          product.gradient.transposed, product.input, into: sum, accumulating: true, bias: nil,
          activation: nil)
      }
      body(sum)
    }
  }
}

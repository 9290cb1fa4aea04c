internal import KagamiKernels

extension CPUBackend {
  package func formsWeightGradients(of shape: Shape, dtype: DType, batch: Int) -> Bool {
    dtype == .float32 && GradientSweep.serves(rows: shape[0], columns: shape[1], batch: batch)
  }

  package func adam(_ steps: [AdamStep]) {
    nonisolated(unsafe) let steps = steps
    @Sendable func run<T: CPUElement>(
      _ index: Int, _ range: Range<Int>, _ gradient: UnsafePointer<T>
    ) {
      let (step, start) = (steps[index], range.lowerBound)
      T.adam(
        count: range.count, gradient: gradient, weight: step.weight.typed(T.self) + start,
        mean: step.mean.typed(T.self) + start, square: step.square.typed(T.self) + start,
        maximum: step.maximum.map { $0.typed(T.self) + start }, step.constants)
    }
    forEachBlock(of: steps.map { ($0.gradient, $0.weight) }) { index, block in
      let (step, start) = (steps[index], block.range.lowerBound)
      if let samples = block.samples, step.maximum == nil {
        Float.adam(
          elements: block.range, gradient: samples, weight: step.weight.typed() + start,
          mean: step.mean.typed() + start, square: step.square.typed() + start, step.constants)
      } else {
        block.withFormed { run(index, block.range, $0) }
      }
    } doubles: {
      run($0, $1, $2)
    }
  }

  package func sgd(_ steps: [SGDStep]) {
    nonisolated(unsafe) let steps = steps
    @Sendable func run<T: CPUElement>(
      _ index: Int, _ range: Range<Int>, _ gradient: UnsafePointer<T>
    ) {
      let (step, start) = (steps[index], range.lowerBound)
      T.sgd(
        count: range.count, gradient: gradient, weight: step.weight.typed(T.self) + start,
        velocity: step.velocity.map { $0.typed(T.self) + start }, step.constants)
    }
    forEachBlock(of: steps.map { ($0.gradient, $0.weight) }) { index, block in
      block.withFormed { run(index, block.range, $0) }
    } doubles: {
      run($0, $1, $2)
    }
  }

  /// Shares all parameters out in blocks, each of the parameter at a position.
  private func forEachBlock(
    of parameters: [(gradient: GradientOperand, weight: Operand)],
    floats: @Sendable (Int, GradientSweep.Block) -> Void,
    doubles: @Sendable (Int, Range<Int>, UnsafePointer<Double>) -> Void
  ) {
    let singles = parameters.indices.filter { parameters[$0].weight.dtype == .float32 }
    GradientSweep(singles.map { parameters[$0].gradient.source(for: parameters[$0].weight) })
      .forEachBlock { floats(singles[$0.source], $0) }
    // Doubles are never left as products.
    let rest = parameters.indices.compactMap { index -> (Int, Operand)? in
      guard parameters[index].weight.dtype == .float64,
        case .dense(let gradient) = parameters[index].gradient
      else { return nil }
      return (index, gradient)
    }
    nonisolated(unsafe) let wide = rest
    Threads.forEachBlock(ofEach: wide.map { $1.shape.elementCount }, size: Self.share) {
      doubles(wide[$0].0, $1, wide[$0].1.typed(Double.self) + $1.lowerBound)
    }
  }
}

extension GradientOperand {
  /// Where a float gradient comes from, in the words of the kernels.
  fileprivate func source(for weight: Operand) -> GradientSweep.Source {
    switch self {
    case .dense(let gradient):
      .dense(gradient.typed(Float.self), count: weight.shape.elementCount)
    case .products(let products, let base):
      .products(
        products.map { product in
          GradientSweep.Product(
            gradient: product.gradient.typed(Float.self),
            gradientLeading: product.gradient.shape[1], input: product.input.typed(Float.self),
            inputLeading: product.input.shape[1], batch: product.gradient.shape[0])
        },
        onto: base.map { UnsafePointer($0.typed(Float.self)) }, rows: weight.shape[0],
        columns: weight.shape[1])
    }
  }
}

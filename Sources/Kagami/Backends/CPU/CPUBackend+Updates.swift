internal import KagamiKernels

extension CPUBackend {
  package func formsInUpdates(_ shape: Shape, dtype: DType, batch: Int) -> Bool {
    dtype == .float32 && GradientSweep.serves(rows: shape[0], columns: shape[1], batch: batch)
  }

  /// All parameters are shared out together in blocks, whose gradients are formed while they are in a cache.
  package func update(_ steps: [UpdateStep]) {
    let singles = steps.filter { $0.weight.dtype == .float32 }
    GradientSweep(singles.map(\.source)).forEachBlock { block in
      singles[block.source].apply(to: block.range, .formable(block))
    }
    // Products are kept of float32 only.
    ReferenceBackend().update(steps.filter { $0.weight.dtype.kernelElement == nil })
    let doubles = steps.filter { $0.weight.dtype == .float64 }
    let gradients = doubles.map { $0.gradient.formed() }
    let (wide, operands) = (doubles, gradients.map(\.operand))
    Threads.forEachBlock(ofEach: wide.map(\.weight.shape.elementCount), size: Self.share) {
      index, range in
      wide[index].apply(
        to: range, .formed(operands[index].typed(Double.self) + range.lowerBound))
    }
  }
}

extension UpdateStep {
  /// Where a float gradient comes from, as kernels see it.
  fileprivate var source: GradientSweep.Source {
    if !gradient.hasProducts, let tensor = gradient.tensor {
      return .dense(tensor.operand.typed(Float.self), count: weight.shape.elementCount)
    }
    return .products(
      gradient.products.map { product in
        let (lhs, rhs) = (product.lhs.operand, product.rhs.operand)
        return GradientSweep.Product(
          gradient: lhs.typed(Float.self), gradientLeading: lhs.shape[1],
          input: rhs.typed(Float.self), inputLeading: rhs.shape[1], batch: lhs.shape[0])
      },
      onto: gradient.tensor.map { UnsafePointer($0.operand.typed(Float.self)) },
      rows: weight.shape[0], columns: weight.shape[1])
  }
}

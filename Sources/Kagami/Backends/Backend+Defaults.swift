package import KagamiKernels

extension Backend {
  /// By way of the host.
  package func unaryBackward(
    _ function: UnaryFunction, gradient: Operand, saved: Operand, p: Double, q: Double,
    into target: Operand
  ) {
    throughHost([gradient, saved], into: target) {
      ReferenceBackend().unaryBackward(
        function, gradient: $0[0], saved: $0[1], p: p, q: q, into: $1)
    }
  }

  /// By way of the host.
  package func argmax(_ x: Operand, axis: Int, into target: Operand) {
    throughHost([x], into: target) { ReferenceBackend().argmax($0[0], axis: axis, into: $1) }
  }

  /// By way of the host.
  package func bitwise(
    _ function: BitwiseFunction, _ a: Operand, _ b: Operand, into target: Operand
  ) {
    throughHost([a, b], into: target) {
      ReferenceBackend().bitwise(function, $0[0], $0[1], into: $1)
    }
  }

  /// By way of the host.
  package func sort(
    _ x: Operand, axis: Int, isDescending: Bool, into values: Operand, places: Operand
  ) {
    throughHost([x], into: values) { inputs, values in
      throughHost([], into: places) {
        ReferenceBackend().sort(
          inputs[0], axis: axis, isDescending: isDescending, into: values, places: $1)
      }
    }
  }

  /// By way of the host.
  package func scan(
    _ reduction: ReductionFunction, _ x: Operand, axis: Int, into target: Operand
  ) {
    throughHost([x], into: target) {
      ReferenceBackend().scan(reduction, $0[0], axis: axis, into: $1)
    }
  }

  /// The product, and what follows it one after the other.
  package func linear(
    _ x: Operand, _ weight: Operand, into target: Operand, bias: Operand?, activation: Activation?
  ) {
    matmul(x, weight, into: target, accumulating: false)
    if let bias { binary(.add, target, bias.broadcast(to: target.shape), p: 0, into: target) }
    if let activation {
      unary(activation.function, target, p: activation.parameter, q: 0, into: target)
    }
  }

  /// The derivative, then the sum of its rows.
  package func activationBackward(
    _ activation: Activation, gradient: Operand, output: Operand, into target: Operand,
    sums: Operand
  ) {
    unaryBackward(
      activation.function, gradient: gradient, saved: output, p: activation.parameter, q: 0,
      into: target)
    reduce(.sum, target, axes: [0], into: sums.inserting(axis: 0))
  }

  /// None.
  package func sumOfSquares(_ x: Operand, axes: [Int]) -> Operand? { nil }

  /// None.
  package func softmax(_ x: Operand, axis: Int, isLogarithm: Bool) -> Operand? { nil }

  /// None.
  package func softmaxBackward(
    gradient: Operand, output: Operand, axis: Int, isLogarithm: Bool
  ) -> Operand? { nil }

  /// None.
  package func standardize(_ x: Operand, axes: [Int], eps: Double) -> StandardizedOperands? { nil }

  /// None.
  package func standardizeBackward(
    gradient: Operand, output: Operand, scale: Operand, axes: [Int]
  ) -> Operand? { nil }

  /// None.
  package func take(_ x: Operand, index: Operand, axis: Int) -> Operand? { nil }

  /// No.
  package func formsInUpdates(_ shape: Shape, dtype: DType, batch: Int) -> Bool { false }

  /// One block for each parameter, its gradient formed before; by way of the host where the memory is not
  /// the host's, and in `float32` where elements are narrower.
  package func update(_ steps: [UpdateStep]) {
    for step in steps {
      let memory = [step.weight] + step.state
      let staged = memory.map(onHost).map(widened)
      let gradient = widened(onHost(step.gradient.formed().operand))
      withExtendedLifetime(gradient) {
        UpdateStep(
          weight: staged[0], state: Array(staged.dropFirst()), gradient: step.gradient,
          rule: step.rule
        ).apply(to: 0..<step.weight.shape.elementCount, .formed(gradient.pointer))
      }
      for (source, target) in zip(staged, memory) where source.storage !== target.storage {
        var source = source
        if source.dtype != target.dtype {
          let narrow = Operand(source.shape, target.dtype, of: ReferenceBackend())
          CPUBackend().copy(source, into: narrow)
          source = narrow
        }
        write(source.hostBytes, to: target)
      }
    }
  }

  /// Host memory of a type for which rules are written.
  private func widened(_ host: Operand) -> Operand {
    if host.dtype.kernelElement != nil { return host }
    let wide = Operand(host.shape, .float32, of: ReferenceBackend())
    CPUBackend().copy(host, into: wide)
    return wide
  }

  /// Row-major elements in host memory: the operand's own, or a copy.
  private func onHost(_ operand: Operand) -> Operand {
    if isHost { return operand }
    var source = operand
    if source.strides != source.shape.contiguousStrides {
      source = Operand(operand.shape, operand.dtype, of: self)
      copy(operand, into: source)
    }
    let host = Operand(operand.shape, operand.dtype, of: ReferenceBackend())
    read(source, into: host.hostBytes)
    return host
  }

  /// Calls `body` with copies of inputs and of a target in host memory, and takes over what it writes.
  package func throughHost(
    _ inputs: [Operand], into target: Operand, _ body: ([Operand], Operand) -> Void
  ) {
    let result = onHost(target)
    body(inputs.map(onHost), result)
    if isHost { return }
    if target.isRowMajor { return write(result.hostBytes, to: target) }
    // Elements come from the host in row-major order, and then take their places.
    let dense = Operand(target.shape, target.dtype, of: self)
    write(result.hostBytes, to: dense)
    copy(dense, into: target)
  }
}

/// A backend whose storage is host memory.
package protocol HostBackend: Backend {}

extension HostBackend {
  /// Yes.
  package var isHost: Bool { true }

  /// Memory of the pool.
  package func allocate(byteCount: Int) -> Storage { Storage(hostBytes: byteCount) }

  /// A plain copy.
  package func write(_ bytes: UnsafeMutableRawBufferPointer, to target: Operand) {
    target.hostBytes.copyMemory(from: UnsafeRawBufferPointer(bytes))
  }

  /// A plain copy.
  package func read(_ source: Operand, into bytes: UnsafeMutableRawBufferPointer) {
    bytes.copyMemory(from: UnsafeRawBufferPointer(source.hostBytes))
  }
}

internal import KagamiKernels

// What operations' `forward` is made of: kernels that allocate their result. Nothing here is
// recorded, and shapes, types and devices agree already.
extension Tensor {
  /// `function` of every element.
  func computing(_ function: UnaryFunction, p: Double = 0, q: Double = 0) -> Tensor {
    let result = Tensor(uninitialized: shape, dtype: dtype, device: device, lyingAs: self)
    device.backend.unary(function, operand, p: p, q: q, into: result.operand)
    return result
  }

  /// The gradient of the input of `function`, from that of its value and what its derivative reads,
  /// which are of one shape.
  static func computing(
    gradientOf function: UnaryFunction, _ gradient: Tensor, _ saved: Tensor, p: Double = 0,
    q: Double = 0
  ) -> Tensor {
    let result = Tensor(
      uninitialized: gradient.shape, dtype: gradient.dtype, device: gradient.device,
      lyingAs: saved, gradient)
    gradient.device.backend.unaryBackward(
      function, gradient: gradient.operand, saved: saved.operand, p: p, q: q,
      into: result.operand)
    return result
  }

  /// `function` of the elements of two tensors, which broadcast.
  static func computing(
    _ function: BinaryFunction, _ a: Tensor, _ b: Tensor, p: Double = 0
  ) -> Tensor {
    let shape = Broadcast.shape(function, a, b)
    let result = Tensor(uninitialized: shape, dtype: a.dtype, device: a.device, lyingAs: a, b)
    a.device.backend.binary(
      function, a.operand.broadcast(to: shape), b.operand.broadcast(to: shape), p: p,
      into: result.operand)
    return result
  }

  /// A function of the bits of the elements of two tensors, which broadcast.
  static func computing(_ function: BitwiseFunction, _ a: Tensor, _ b: Tensor) -> Tensor {
    let shape = Broadcast.shape(function, a, b)
    let result = Tensor(uninitialized: shape, dtype: a.dtype, device: a.device, lyingAs: a, b)
    a.device.backend.bitwise(
      function, a.operand.broadcast(to: shape), b.operand.broadcast(to: shape),
      into: result.operand)
    return result
  }

  /// A comparison of the elements of two tensors, which broadcast.
  static func computing(_ comparison: Comparison, _ a: Tensor, _ b: Tensor) -> Tensor {
    let shape = Broadcast.shape(comparison, a, b)
    let result = Tensor(uninitialized: shape, dtype: .bool, device: a.device, lyingAs: a, b)
    a.device.backend.compare(
      comparison, a.operand.broadcast(to: shape), b.operand.broadcast(to: shape),
      into: result.operand)
    return result
  }

  /// Whether any element of a floating-point tensor is outside `range`; NaN is not.
  func contains(outside range: ClosedRange<Double>) -> Bool {
    if count == 0 { return false }
    let axes = Array(0..<rank)
    let top = computing(.maximum, axes: axes).item()
    // NaN hides what else there is.
    if top.isNaN { return array(of: Double.self).contains { !$0.isNaN && !range.contains($0) } }
    let bottom = -computing(.negate).computing(.maximum, axes: axes).item()
    return bottom < range.lowerBound || top > range.upperBound
  }

  /// Elements combined along `axes`, which stay with extent 1.
  func computing(_ reduction: ReductionFunction, axes: [Int], dtype: DType? = nil) -> Tensor {
    var reduced = shape
    for axis in axes { reduced[axis] = 1 }
    let result = Tensor(uninitialized: reduced, dtype: dtype ?? self.dtype, device: device)
    device.backend.reduce(reduction, operand, axes: axes, into: result.operand)
    return result
  }
}

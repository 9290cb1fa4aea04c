// Floats of 16 bits are storage: what is computed with them is computed in `float32`, and rounded once at the end.
extension CPUBackend {
  /// Calls `body` with the inputs, those of 16-bit floats as `float32`, and with memory for a result as wide, which
  /// then is rounded into the target.
  func inFloats(
    _ inputs: [Operand], into target: Operand, _ body: ([Operand], Operand) -> Void
  ) {
    let wide = inputs.map(widened)
    guard target.dtype.isHalf else {
      return withExtendedLifetime(wide) { body(wide, target) }
    }
    let result = Operand(target.shape, .float32, of: self)
    withExtendedLifetime(wide) { body(wide, result) }
    copy(result, into: target)
  }

  /// The same for a function whose result is in memory of its own, of which all parts are rounded.
  func inFloats(_ inputs: [Operand], _ body: ([Operand]) -> Operand?) -> Operand? {
    guard let dtype = inputs.first?.dtype, let result = body(inputs.map(widened)) else {
      return nil
    }
    return rounded(result, to: dtype)
  }

  /// A copy in another type.
  func rounded(_ wide: Operand, to dtype: DType) -> Operand {
    let narrow = Operand(wide.shape, dtype, of: self)
    copy(wide, into: narrow)
    return narrow
  }

  /// The operand, or if it holds 16-bit floats, their `float32`; what repeats along an axis still does.
  func widened(_ x: Operand) -> Operand {
    guard x.dtype.isHalf else { return x }
    var extents = x.shape
    for axis in extents.indices where x.strides[axis] == 0 && extents[axis] > 1 {
      extents[axis] = 1
    }
    let wide = Operand(extents, .float32, of: self)
    copy(x.view(shape: extents, strides: x.strides), into: wide)
    return wide.broadcast(to: x.shape)
  }
}

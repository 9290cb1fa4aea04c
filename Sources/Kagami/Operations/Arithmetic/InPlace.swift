internal import KagamiKernels

extension Tensor {
  /// Moves each element by `share` of the way to that of `target`, a tensor of the same shape and type,
  /// in place where nothing else holds the memory; not recorded.
  package mutating func blend(towards target: Tensor, by share: Double) {
    makeContiguous()
    makeUnique()
    device.backend.binary(.blend, operand, target.operand, p: share, into: operand)
  }

  /// Whether a change in place by `value` is recorded.
  ///
  /// - Parameter advice: What to do instead where this tensor is a leaf.
  /// - Throws: If the change is recorded and this tensor is a leaf.
  func recordsChange(
    by value: Tensor, _ operation: String, otherwise advice: String
  ) throws(MisuseError) -> Bool {
    if OperationTrace.active != nil, leaf == nil { return true }
    guard GradMode.isEnabled, requiresGrad || value.requiresGrad else { return false }
    if leaf != nil {
      throw MisuseError(
        operation, "a leaf of \(shape) that requires a gradient is changed in place",
        hint: "change it inside noGrad { }, or \(advice)")
    }
    return true
  }

  /// Changes the elements by `function` of themselves and `b`.
  ///
  /// The memory is reused where that cannot be seen: no history is written over, and the result has
  /// this tensor's shape and type. Inside `noGrad` a leaf stays a leaf, so that an optimizer may be
  /// written with operators.
  mutating func update(
    _ function: BinaryFunction, _ b: Tensor, otherwise combine: (Tensor, Tensor) -> Tensor
  ) {
    let isRecorded: Bool
    do throws(MisuseError) {
      isRecorded = try recordsChange(by: b, "\(function)", otherwise: "write x = x + y")
    } catch {
      MisuseScope.stop(error)
    }
    let common = Tensor.commonDType(self, b)
    let result: DType = function == .divide && !common.isFloatingPoint ? .float32 : common
    if !dtype.canHold(result) {
      misuse(
        "\(function)",
        "a result of \(result) does not fit in place of \(dtype) elements of \(shape)",
        hint: "write x = x ∘ y, which gives \(result), or convert x first with to(.\(result))")
    }
    let history = isRecorded ? nil : history
    let fits =
      b.dtype == dtype && b.device == device && shape.isDense(strides)
      && Broadcast.shape(shape, b.shape) == shape && (function != .divide || dtype.isFloatingPoint)
    guard !isRecorded, fits else {
      let result = combine(self, b)
      if result.shape != shape {
        misuse("\(function)", "a result of \(result.shape) does not fit in place of \(shape)")
      }
      self = result.to(dtype)
      if !isRecorded { self.history = history }
      return
    }
    makeUnique()
    device.backend.binary(
      function, operand, b.operand.broadcast(to: shape), p: 0, into: operand)
    self.history = history
  }
}

public import Kagami

extension Module {
  /// Puts this module and all below it in training mode, or out of it.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.train>.
  @discardableResult
  public func train(_ mode: Bool = true) -> Self {
    for module in modules() { module.training = mode }
    return self
  }

  /// Puts this module and all below it in evaluation mode; gradients are a matter of ``noGrad(_:)``.
  @discardableResult
  public func eval() -> Self { train(false) }

  /// Moves all parameters and their gradients to `device`; optimizers stay attached.
  @discardableResult
  public func to(_ device: Device) -> Self {
    for parameter in parameters() { parameter.move(to: device, dtype: nil) }
    return self
  }

  /// Converts all parameters and their gradients to `dtype`; optimizers stay attached.
  ///
  /// - Precondition: `dtype` is `float32` or `float64`.
  @discardableResult
  public func to(_ dtype: DType) -> Self {
    if !dtype.isFloatingPoint { misuse("Module.to", "parameters cannot be \(dtype)") }
    for parameter in parameters() { parameter.move(to: nil, dtype: dtype) }
    return self
  }

  /// Forgets all gradients.
  ///
  /// - Parameter setToNone: Whether gradients become nil, as PyTorch's do; otherwise zeros.
  public func zeroGrad(setToNone: Bool = true) {
    for parameter in parameters() { parameter.zeroGrad(setToNone: setToNone) }
  }

  /// Turns gradients on or off for every parameter.
  @discardableResult
  public func requiresGrad_(_ requiresGrad: Bool = true) -> Self {
    for parameter in parameters() { parameter.requiresGrad = requiresGrad }
    return self
  }
}

extension Parameter {
  func zeroGrad(setToNone: Bool) {
    guard !gathered.isEmpty else { return }
    grad = setToNone ? nil : Tensor.zeros(like: value)
  }
}

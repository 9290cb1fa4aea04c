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

  /// Puts this module and all below it in evaluation mode; gradients are a matter of `noGrad`.
  @discardableResult
  public func eval() -> Self { train(false) }

  /// Moves all parameters, their gradients and all buffers to `device`; optimizers stay attached.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.to>.
  @discardableResult
  public func to(_ device: Device) -> Self {
    for parameter in parameters() { parameter.move(to: device, dtype: nil) }
    for buffer in buffers() { buffer.move(to: device, dtype: nil) }
    return self
  }

  /// Converts all parameters, their gradients and all buffers of floating-point types to `dtype`;
  /// optimizers stay attached, and counts stay whole numbers.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.to>.
  ///
  /// - Precondition: `dtype` is `float32` or `float64`.
  @discardableResult
  public func to(_ dtype: DType) -> Self {
    if !dtype.isFloatingPoint { misuse("Module.to", "parameters cannot be \(dtype)") }
    for parameter in parameters() { parameter.move(to: nil, dtype: dtype) }
    for buffer in buffers() { buffer.move(to: nil, dtype: dtype) }
    return self
  }

  /// Clears all gradients.
  ///
  /// - Parameter setToNone: Whether gradients become nil, as PyTorch's do; otherwise zeros.
  public func zeroGrad(setToNone: Bool = true) {
    for parameter in parameters() { parameter.zeroGrad(setToNone: setToNone) }
  }

  /// Turns gradients on or off for every parameter.
  ///
  /// Gradients accumulated before stay. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.requires_grad_>.
  @discardableResult
  public func setRequiresGrad(_ requiresGrad: Bool = true) -> Self {
    for parameter in parameters() { parameter.requiresGrad = requiresGrad }
    return self
  }

  /// Runs `body` while no parameter of this module requires a gradient; then restores each.
  ///
  /// ```swift
  /// // The encoder is trained by the loss of the head, whose weight gradients are not formed.
  /// head.frozen { criterion(head(encoder(x)), y).backward() }
  /// ```
  /// Gradients still pass through the module to its inputs. Those accumulated before stay.
  ///
  /// - Returns: What `body` returns.
  public func frozen<Result>(_ body: () throws -> Result) rethrows -> Result {
    let wanted = parameters().filter(\.requiresGrad)
    for parameter in wanted { parameter.requiresGrad = false }
    defer { for parameter in wanted { parameter.requiresGrad = true } }
    return try body()
  }
}

extension Parameter {
  func zeroGrad(setToNone: Bool) {
    guard accumulatedGradient != nil else { return }
    grad = setToNone ? nil : Tensor.zeros(like: value)
  }
}

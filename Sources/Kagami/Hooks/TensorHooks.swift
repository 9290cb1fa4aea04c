/// What is called with a tensor's gradient; what it returns, unless nil, takes the gradient's place.
///
/// A tensor may be sent to another task with its hooks, so that they must be safe to call there.
public typealias TensorHook = @Sendable (Tensor) -> Tensor?

extension HookList where Hook == TensorHook {
  /// The gradient as the hooks leave it; each is called with what the one before it returned.
  func applied(to gradient: Tensor) -> Tensor {
    var gradient = gradient
    for hook in hooks {
      guard let replacement = hook(gradient) else { continue }
      if !GradientForm(of: gradient).fits(replacement) {
        misuse(
          "registerHook",
          "a hook gives \(replacement.dtype) of \(replacement.shape) for a gradient of "
            + "\(gradient.dtype), \(gradient.shape)"
            + (replacement.device == gradient.device
              ? "" : " on \(gradient.device), and leaves it on \(replacement.device)"),
          hint: "return a tensor of the gradient's shape, type and device, or nil to leave it")
      }
      gradient = replacement
    }
    return gradient
  }
}

extension Tensor {
  /// Calls `hook` whenever a backward pass has this tensor's whole gradient.
  ///
  /// ```swift
  /// let y = x * 2
  /// y.registerHook { gradient in gradient.clamp(min: -1, max: 1) }
  /// ```
  /// The hook may replace the gradient. It belongs to this tensor as it is now: a tensor that is
  /// computed from it, or written to, has hooks of its own. Hooks run in the order of registration,
  /// before the gradient is used or accumulated. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.Tensor.register_hook.html>.
  ///
  /// - Precondition: the tensor requires a gradient.
  @discardableResult
  public func registerHook(_ hook: @escaping TensorHook) -> RemovableHandle {
    switch history {
    case .node(let node, let output): node.watching(output).register(hook)
    case .leaf(let leaf): leaf.watching().register(hook)
    case nil:
      misuse("registerHook", "a tensor of \(shape) that requires no gradient has none to show")
    }
  }

  /// Calls `hook`, which changes nothing, whenever a backward pass has this tensor's whole gradient.
  @discardableResult @_disfavoredOverload
  public func registerHook(_ hook: @escaping @Sendable (Tensor) -> Void) -> RemovableHandle {
    registerHook { gradient -> Tensor? in
      hook(gradient)
      return nil
    }
  }

  /// Calls `hook` with this leaf each time after a backward pass has added to its ``grad``.
  ///
  /// Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.Tensor.register_post_accumulate_grad_hook.html>.
  ///
  /// - Precondition: the tensor is a leaf that requires a gradient.
  @discardableResult
  public func registerPostAccumulateGradHook(
    _ hook: @escaping @Sendable (Tensor) -> Void
  ) -> RemovableHandle {
    guard let leaf else {
      misuse(
        "registerPostAccumulateGradHook",
        "gradients accumulate at leaves only, and \(shape) is none")
    }
    // The leaf keeps its hooks; a hook that kept the leaf would keep itself.
    let value = withoutHistory
    return leaf.register(afterwards: { [weak leaf] in
      guard let leaf else { return }
      var tensor = value
      tensor.history = .leaf(leaf)
      hook(tensor)
    })
  }

  /// Keeps this tensor's gradient in ``grad`` though it is no leaf.
  ///
  /// It is kept as the hooks leave it, and accumulates over several passes. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.Tensor.retain_grad.html>.
  ///
  /// - Precondition: the tensor requires a gradient.
  public func retainGrad() {
    switch history {
    case .node(let node, let output): node.retainGradient(of: self, output: output)
    case .leaf: break
    case nil:
      misuse("retainGrad", "a tensor of \(shape) that requires no gradient has none to keep")
    }
  }

  /// Whether the tensor is no leaf and keeps its gradient all the same.
  public var retainsGrad: Bool {
    if case .node(let node, let output)? = history { return node.retained(output) != nil }
    return false
  }
}

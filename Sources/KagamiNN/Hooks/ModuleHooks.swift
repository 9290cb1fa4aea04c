public import Kagami

/// Called before a module's `forward`, with its inputs; what it returns, unless nil, takes their place.
public typealias ForwardPreHook = (Module, [Tensor]) -> [Tensor]?

/// Called after a module's `forward`, with its inputs and outputs; what it returns, unless nil, takes
/// the outputs' place.
public typealias ForwardHook = (Module, [Tensor], [Tensor]) -> [Tensor]?

/// Called when the gradients of a module's outputs are known; what it returns, unless nil, takes their
/// place.
public typealias BackwardPreHook = (Module, [Tensor?]) -> [Tensor?]?

/// Called when the gradients of a module's inputs are known, with these and those of its outputs; what
/// it returns, unless nil, takes the inputs' gradients' place.
public typealias BackwardHook = (Module, [Tensor?], [Tensor?]) -> [Tensor?]?

/// The hooks of one module, or of all.
final class ModuleHooks: Sendable {
  let forwardPre = HookList<ForwardPreHook>()
  let forward = HookList<ForwardHook>()
  let backwardPre = HookList<BackwardPreHook>()
  let backward = HookList<BackwardHook>()

  /// Those called for every module of the process, before the module's own.
  static let global = ModuleHooks()

  var isEmpty: Bool { forwardPre.isEmpty && forward.isEmpty && !watchesBackward }

  var watchesBackward: Bool { !(backwardPre.isEmpty && backward.isEmpty) }
}

// A closure of several statements that only observes ends with `return nil`; one of a single statement may
// do without.
extension Module {
  /// Calls `hook` before each `forward`, with the inputs.
  ///
  /// ```swift
  /// layer.registerForwardPreHook { _, inputs in [inputs[0] * 2] }
  /// ```
  /// Hooks of all modules come first, then this module's in the order of registration; each gets
  /// the inputs that the one before it returned. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.register_forward_pre_hook>.
  ///
  /// The module keeps the hook: one that captures the module keeps it alive for good. Use the module that
  /// the hook is given, capture it weakly, or remove the hook.
  ///
  /// - Parameters:
  ///   - prepend: Whether the hook comes before those that are there.
  ///   - hook: Returns the inputs to use instead, as many, or nil.
  @discardableResult
  public func registerForwardPreHook(
    prepend: Bool = false, _ hook: @escaping ForwardPreHook
  ) -> RemovableHandle {
    hooked().forwardPre.register(hook, prepend: prepend)
  }

  /// Calls `hook`, which only observes, before each `forward`.
  @discardableResult @_disfavoredOverload
  public func registerForwardPreHook(
    prepend: Bool = false, _ hook: @escaping (Module, [Tensor]) -> Void
  ) -> RemovableHandle {
    registerForwardPreHook(prepend: prepend) { module, inputs -> [Tensor]? in
      hook(module, inputs)
      return nil
    }
  }

  /// Calls `hook` after each `forward`, with the inputs and the outputs.
  ///
  /// ```swift
  /// layer.registerForwardHook { _, inputs, outputs in [outputs[0].clamp(min: 0)] }
  /// ```
  /// Activations that work in place are no hazard: tensors are values, so a hook gets the inputs and
  /// outputs as they were. An ``EpilogueFusing`` layer and the activation after it are one pass over
  /// memory unless either has hooks, or hooks of all modules are registered. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.register_forward_hook>.
  ///
  /// The module keeps the hook: one that captures the module keeps it alive for good. Use the module that
  /// the hook is given, capture it weakly, or remove the hook.
  ///
  /// - Parameters:
  ///   - prepend: Whether the hook comes before those that are there.
  ///   - hook: Returns the outputs to use instead, as many, or nil.
  @discardableResult
  public func registerForwardHook(
    prepend: Bool = false, _ hook: @escaping ForwardHook
  ) -> RemovableHandle {
    hooked().forward.register(hook, prepend: prepend)
  }

  /// Calls `hook`, which only observes, after each `forward`.
  @discardableResult @_disfavoredOverload
  public func registerForwardHook(
    prepend: Bool = false, _ hook: @escaping (Module, [Tensor], [Tensor]) -> Void
  ) -> RemovableHandle {
    registerForwardHook(prepend: prepend) { module, inputs, outputs -> [Tensor]? in
      hook(module, inputs, outputs)
      return nil
    }
  }

  /// Calls `hook` when a backward pass has the gradients of the outputs, before it goes through the
  /// module.
  ///
  /// ```swift
  /// layer.registerFullBackwardPreHook { _, gradOutputs in gradOutputs.map { $0.map { $0 * 0.1 } } }
  /// ```
  /// Gradients are nil for tensors that require none. A pass calls the hooks that there were when the
  /// module was called.
  ///
  /// Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.register_full_backward_pre_hook>.
  ///
  /// The module keeps the hook: one that captures the module keeps it alive for good. Use the module that
  /// the hook is given, capture it weakly, or remove the hook.
  ///
  /// - Parameters:
  ///   - prepend: Whether the hook comes before those that are there.
  ///   - hook: Returns the gradients to use instead, as many, or nil.
  @discardableResult
  public func registerFullBackwardPreHook(
    prepend: Bool = false, _ hook: @escaping BackwardPreHook
  ) -> RemovableHandle {
    hooked().backwardPre.register(hook, prepend: prepend)
  }

  /// Calls `hook`, which only observes, when a backward pass has the gradients of the outputs.
  @discardableResult @_disfavoredOverload
  public func registerFullBackwardPreHook(
    prepend: Bool = false, _ hook: @escaping (Module, [Tensor?]) -> Void
  ) -> RemovableHandle {
    registerFullBackwardPreHook(prepend: prepend) { module, gradients -> [Tensor?]? in
      hook(module, gradients)
      return nil
    }
  }

  /// Calls `hook` when a backward pass has the gradients of the inputs.
  ///
  /// ```swift
  /// layer.registerFullBackwardHook { _, gradInputs, gradOutputs in nil }
  /// ```
  /// Gradients are nil for tensors that require none. If no input requires one, the hook is called as
  /// soon as those of the outputs are known, and must return nil. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.register_full_backward_hook>.
  ///
  /// The module keeps the hook: one that captures the module keeps it alive for good. Use the module that
  /// the hook is given, capture it weakly, or remove the hook.
  ///
  /// - Parameters:
  ///   - prepend: Whether the hook comes before those that are there.
  ///   - hook: Returns the inputs' gradients to use instead, as many, or nil.
  @discardableResult
  public func registerFullBackwardHook(
    prepend: Bool = false, _ hook: @escaping BackwardHook
  ) -> RemovableHandle {
    hooked().backward.register(hook, prepend: prepend)
  }

  /// Calls `hook`, which only observes, when a backward pass has the gradients of the inputs.
  @discardableResult @_disfavoredOverload
  public func registerFullBackwardHook(
    prepend: Bool = false, _ hook: @escaping (Module, [Tensor?], [Tensor?]) -> Void
  ) -> RemovableHandle {
    registerFullBackwardHook(prepend: prepend) { module, inputs, outputs -> [Tensor?]? in
      hook(module, inputs, outputs)
      return nil
    }
  }
}

public import Kagami

/// Calls `hook` before the `forward` of every module of the process, before the modules' own hooks.
///
/// Modules run on any task, so a hook of all captures only what is safe to share.
/// Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.modules.module.register_module_forward_pre_hook.html>.
@discardableResult
public func registerModuleForwardPreHook(_ hook: @escaping @Sendable ForwardPreHook)
  -> RemovableHandle
{
  ModuleHooks.global.forwardPre.register(hook)
}

/// Calls `hook` after the `forward` of every module of the process, before the modules' own hooks.
///
/// ```swift
/// let handle = registerModuleForwardHook { module, _, outputs in
///   if !outputs.allSatisfy(\.allFinite) { print("not finite:", module) }
///   return nil
/// }
/// ```
/// While there is such a hook, no ``EpilogueFusing`` layer is computed in one pass with the activation
/// after it.
/// Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.modules.module.register_module_forward_hook.html>.
@discardableResult
public func registerModuleForwardHook(_ hook: @escaping @Sendable ForwardHook) -> RemovableHandle {
  ModuleHooks.global.forward.register(hook)
}

/// Calls `hook` when the gradients of any module's outputs are known, before the modules' own hooks.
///
/// Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.modules.module.register_module_full_backward_pre_hook.html>.
@discardableResult
public func registerModuleFullBackwardPreHook(_ hook: @escaping @Sendable BackwardPreHook)
  -> RemovableHandle
{
  ModuleHooks.global.backwardPre.register(hook)
}

/// Calls `hook` when the gradients of any module's inputs are known, before the modules' own hooks.
///
/// Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.modules.module.register_module_full_backward_hook.html>.
@discardableResult
public func registerModuleFullBackwardHook(_ hook: @escaping @Sendable BackwardHook)
  -> RemovableHandle
{
  ModuleHooks.global.backward.register(hook)
}

internal import Kagami

// What calling a module does around its `forward`.
extension Module {
  /// Whether there are hooks, of this module or of all.
  var isWatched: Bool { !(hooks?.isEmpty ?? true) || !ModuleHooks.global.isEmpty }

  /// Runs `body` as this module's `forward` of one tensor.
  func run(_ x: Tensor, _ body: (Tensor) -> Tensor) -> Tensor {
    isWatched ? run([x]) { [body($0[0])] }[0] : ModuleFrame.running(self) { body(x) }
  }

  /// Runs `body` as this module's `forward`, with all hooks.
  func run(_ inputs: [Tensor], _ body: ([Tensor]) -> [Tensor]) -> [Tensor] {
    ModuleFrame.running(self) {
      let boundary = watchesBackward ? BackwardBoundary(self) : nil
      let inputs = preHooked(inputs)
      let entered = boundary?.entering(inputs) ?? inputs
      let outputs = hooked(entered, body(entered))
      return boundary?.leaving(outputs) ?? outputs
    }
  }

  private var watchesBackward: Bool {
    ModuleHooks.global.watchesBackward || hooks?.watchesBackward ?? false
  }

  private func preHooked(_ inputs: [Tensor]) -> [Tensor] {
    var inputs = inputs
    for hook in ModuleHooks.global.forwardPre.hooks + (hooks?.forwardPre.hooks ?? []) {
      guard let replaced = hook(self, inputs) else { continue }
      inputs = checked(replaced, inputs.count, "registerForwardPreHook", "inputs")
    }
    return inputs
  }

  private func hooked(_ inputs: [Tensor], _ outputs: [Tensor]) -> [Tensor] {
    var outputs = outputs
    for hook in ModuleHooks.global.forward.hooks + (hooks?.forward.hooks ?? []) {
      guard let replaced = hook(self, inputs, outputs) else { continue }
      outputs = checked(replaced, outputs.count, "registerForwardHook", "outputs")
    }
    return outputs
  }

  private func checked(
    _ replaced: [Tensor], _ count: Int, _ operation: String, _ name: String
  ) -> [Tensor] {
    if replaced.count != count {
      misuse(
        operation, "a hook gives \(replaced.count) \(name), expected \(count)",
        hint: "return as many tensors as there were, or nil to leave them")
    }
    return replaced
  }
}

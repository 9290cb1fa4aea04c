internal import Kagami
internal import Synchronization

/// The two places where a backward pass enters and leaves one call of a module.
///
/// Identities on the outputs and on the inputs tell the module's hooks the gradients that pass. Several
/// tensors on one side pass as one, so that their gradients are there together.
final class BackwardBoundary: Sendable {
  // Used by the task that runs the module and its backward passes.
  nonisolated(unsafe) private let module: Module
  // Those that there were when the module was called.
  nonisolated(unsafe) private let preHooks: [BackwardPreHook]
  nonisolated(unsafe) private let hooks: [BackwardHook]
  private let outputGradients = Mutex<[Tensor?]>([])
  private let inputs = Mutex<Side?>(nil)

  init(_ module: Module) {
    self.module = module
    preHooks = ModuleHooks.global.backwardPre.hooks + (module.hooks?.backwardPre.hooks ?? [])
    hooks = ModuleHooks.global.backward.hooks + (module.hooks?.backward.hooks ?? [])
  }

  /// The module's inputs, on which gradients leave.
  func entering(_ tensors: [Tensor]) -> [Tensor] {
    let (side, marked) = Side.mark(tensors) { [self] side, gradient in
      leave(side, gradient)
    }
    inputs.withLock { $0 = side }
    return marked
  }

  /// The module's outputs, on which gradients enter.
  func leaving(_ tensors: [Tensor]) -> [Tensor] {
    Side.mark(tensors) { [self] side, gradient in enter(side, gradient) }.marked
  }

  private func enter(_ side: Side, _ gradient: Tensor) -> Tensor {
    var gradients = side.split(gradient)
    for hook in preHooks {
      guard let replaced = hook(module, gradients) else { continue }
      gradients = side.checked(replaced, gradients, "registerFullBackwardPreHook", "grad_output")
    }
    outputGradients.withLock { $0 = gradients }
    if let inputs = inputs.withLock({ $0 }), inputs.marked.isEmpty {
      callBackwardHooks(inputs, [Tensor?](repeating: nil, count: inputs.shapes.count))
    }
    return side.joined(gradients)
  }

  private func leave(_ side: Side, _ gradient: Tensor) -> Tensor {
    side.joined(callBackwardHooks(side, side.split(gradient)))
  }

  @discardableResult
  private func callBackwardHooks(_ side: Side, _ gradients: [Tensor?]) -> [Tensor?] {
    var gradients = gradients
    let outputs = outputGradients.withLock { $0 }
    for hook in hooks {
      guard let replaced = hook(module, gradients, outputs) else { continue }
      if side.marked.isEmpty {
        misuse(
          "registerFullBackwardHook",
          "a hook gives gradients for inputs of which none requires any",
          hint: "return nil, or set requiresGrad on an input")
      }
      gradients = side.checked(replaced, gradients, "registerFullBackwardHook", "grad_input")
    }
    return gradients
  }
}

/// The tensors on one side of a module, of which some require a gradient.
private struct Side: Sendable {
  let shapes: [Shape]
  /// The positions of those that require a gradient.
  let marked: [Int]

  /// Sends the tensors that require a gradient through an identity that shows their gradients.
  static func mark(
    _ tensors: [Tensor], _ show: @escaping @Sendable (Side, Tensor) -> Tensor
  ) -> (side: Side, marked: [Tensor]) {
    let side = Side(
      shapes: tensors.map(\.shape), marked: tensors.indices.filter { tensors[$0].requiresGrad })
    guard isGradEnabled, let first = side.marked.first else { return (side, tensors) }
    let identity = ShownGradient { show(side, $0) }
    var result = tensors
    if side.marked.count == 1 {
      result[first] = record(identity, tensors[first])
      return (side, result)
    }
    // One after another in one tensor, and apart again.
    let whole = record(
      identity, Tensor.concatenate(side.marked.map { tensors[$0].reshape([-1]) }))
    for (index, part) in zip(side.marked, side.parts(of: whole)) {
      result[index] = part.to(tensors[index].dtype)
    }
    return (side, result)
  }

  private func parts(of whole: Tensor) -> [Tensor] {
    var start = 0
    return marked.map { index in
      let count = shapes[index].elementCount
      defer { start += count }
      return whole.narrow(0, start: start, length: count).reshape(shapes[index])
    }
  }

  /// The gradient of each tensor, nil for those that require none.
  func split(_ gradient: Tensor) -> [Tensor?] {
    var gradients = [Tensor?](repeating: nil, count: shapes.count)
    let parts = marked.count == 1 ? [gradient] : parts(of: gradient)
    for (index, part) in zip(marked, parts) { gradients[index] = part }
    return gradients
  }

  /// The gradient that is passed on; zeros where a hook left nothing.
  func joined(_ gradients: [Tensor?]) -> Tensor {
    let present = marked.map { gradients[$0] ?? Tensor.zeros(shapes[$0]) }
    return marked.count == 1 ? present[0] : .concatenate(present.map { $0.reshape([-1]) })
  }

  /// What a hook returned, if it fits.
  func checked(
    _ replaced: [Tensor?], _ gradients: [Tensor?], _ operation: String, _ name: String
  ) -> [Tensor?] {
    if replaced.count != gradients.count {
      misuse(
        operation,
        "a hook gives \(replaced.count) of \(name), expected \(gradients.count)",
        hint: "return one gradient for each tensor, or nil to leave them")
    }
    for (index, pair) in zip(replaced, gradients).enumerated() {
      if let new = pair.0, new.shape != shapes[index] {
        misuse(
          operation, "a hook gives \(name) \(index) of \(new.shape), expected \(shapes[index])")
      }
    }
    return replaced
  }
}

/// The identity, whose gradient is shown to somebody who may replace it.
private struct ShownGradient: Operation {
  let name = "moduleBoundary"
  let keeps: Kept = .nothing
  let show: @Sendable (Tensor) -> Tensor

  func forward(_ inputs: [Tensor]) -> Tensor { inputs[0] }

  func backward(_ context: BackwardContext) -> [Tensor?] { [show(context.gradient)] }
}

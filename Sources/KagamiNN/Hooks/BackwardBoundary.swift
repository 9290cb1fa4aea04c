internal import Kagami

/// The two places where a backward pass enters and leaves one call of a module.
///
/// Identities on the outputs and on the inputs pass their gradients to the module's hooks. Several
/// tensors on one side pass as one, so that their gradients are there together.
final class BackwardBoundary: Sendable {
  // Used by the task that runs the module and its backward passes.
  nonisolated(unsafe) private let module: Module
  // Those that there were when the module was called.
  nonisolated(unsafe) private let preHooks: [BackwardPreHook]
  nonisolated(unsafe) private let hooks: [BackwardHook]
  private let outputGradients = Guarded<[Tensor?]>([])
  private let inputs = Guarded<Side?>(nil)

  init(_ module: Module) {
    self.module = module
    preHooks = ModuleHooks.global.backwardPre.hooks + (module.hooks?.backwardPre.hooks ?? [])
    hooks = ModuleHooks.global.backward.hooks + (module.hooks?.backward.hooks ?? [])
  }

  /// The module's inputs, on which gradients leave.
  func entering(_ tensors: [Tensor]) -> [Tensor] {
    let (side, marked) = Side.mark(tensors) { [self] side, gradient, _ in
      leave(side, gradient)
    }
    inputs.withLock { $0 = side }
    return marked
  }

  /// The module's outputs, on which gradients enter.
  func leaving(_ tensors: [Tensor]) -> [Tensor] {
    Side.mark(tensors) { [self] side, gradient, ending in enter(side, gradient, ending) }.marked
  }

  private func enter(_ side: Side, _ gradient: Tensor, _ ending: PassEnding) -> Tensor {
    var gradients = side.split(gradient)
    for hook in preHooks {
      guard let replaced = hook(module, gradients) else { continue }
      gradients = side.checked(replaced, gradients, "registerFullBackwardPreHook", "grad_output")
    }
    if hooks.isEmpty { return side.joined(gradients) }
    outputGradients.withLock { $0 = gradients }
    // A pass may end before it reaches the inputs.
    ending.add { [weak self] in self?.outputGradients.withLock { $0 = [] } }
    if let inputs = inputs.withLock({ $0 }), inputs.marked.isEmpty {
      callBackwardHooks(inputs, [Tensor?](repeating: nil, count: inputs.forms.count))
    }
    return side.joined(gradients)
  }

  private func leave(_ side: Side, _ gradient: Tensor) -> Tensor {
    side.joined(callBackwardHooks(side, side.split(gradient)))
  }

  @discardableResult
  private func callBackwardHooks(_ side: Side, _ gradients: [Tensor?]) -> [Tensor?] {
    var gradients = gradients
    // Cleared: recorded gradients reference this boundary, which would keep itself alive.
    let outputs = outputGradients.withLock { kept in
      defer { kept = [] }
      return kept
    }
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
  /// What the gradient of each tensor must be.
  let forms: [GradientForm]
  /// The positions of those that require a gradient.
  let marked: [Int]
  /// The type of all that require a gradient, taken together.
  let dtype: DType

  /// Sends the tensors that require a gradient through an identity that shows their gradients.
  static func mark(
    _ tensors: [Tensor], _ show: @escaping @Sendable (Side, Tensor, PassEnding) -> Tensor
  ) -> (side: Side, marked: [Tensor]) {
    let marked = tensors.indices.filter { tensors[$0].requiresGrad }
    let isWide = marked.contains { tensors[$0].dtype == .float64 }
    let side = Side(
      forms: tensors.map(GradientForm.init(of:)), marked: marked,
      dtype: isWide ? .float64 : .float32)
    guard isGradEnabled, let first = side.marked.first else { return (side, tensors) }
    let identity = ShownGradient { show(side, $0, $1) }
    var result = tensors
    if side.marked.count == 1 {
      result[first] = record(identity, tensors[first])
      return (side, result)
    }
    // One after another in one tensor, and apart again.
    let whole = record(
      identity,
      Tensor.concatenate(side.marked.map { tensors[$0].reshape([-1]).to(side.dtype) }))
    for (index, part) in zip(side.marked, side.parts(of: whole)) { result[index] = part }
    return (side, result)
  }

  private func parts(of whole: Tensor) -> [Tensor] {
    var start = 0
    return marked.map { index in
      let form = forms[index]
      let count = form.shape.elementCount
      defer { start += count }
      return whole.narrow(axis: 0, start: start, length: count).reshape(form.shape).to(form.dtype)
    }
  }

  /// The gradient of each tensor, nil for those that require none.
  func split(_ gradient: Tensor) -> [Tensor?] {
    var gradients = [Tensor?](repeating: nil, count: forms.count)
    let parts = marked.count == 1 ? [gradient] : parts(of: gradient)
    for (index, part) in zip(marked, parts) { gradients[index] = part }
    return gradients
  }

  /// The gradient that is passed on; zeros where a hook left nothing.
  func joined(_ gradients: [Tensor?]) -> Tensor {
    let present = marked.map { gradients[$0] ?? forms[$0].zeros }
    return marked.count == 1
      ? present[0] : .concatenate(present.map { $0.reshape([-1]).to(dtype) })
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
    for (index, new) in replaced.enumerated() {
      guard let new, !forms[index].fits(new) else { continue }
      misuse(
        operation,
        "a hook gives \(name) \(index) of \(GradientForm(of: new).text), expected "
          + forms[index].text,
        hint: "a gradient has its tensor's shape, type and device")
    }
    return replaced
  }
}

extension GradientForm {
  fileprivate var zeros: Tensor { Tensor.zeros(shape, dtype: dtype, device: device) }
  fileprivate var text: String { "\(dtype) \(shape) on \(device)" }
}

/// The identity, whose gradient is shown to hooks that may replace it.
private struct ShownGradient: DifferentiableOperation {
  let name = "moduleBoundary"
  let saves: SavedTensors = .nothing
  let show: @Sendable (Tensor, PassEnding) -> Tensor

  func forward(_ inputs: [Tensor]) -> Tensor { inputs[0] }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    [show(context.gradient, context.ending)]
  }
}

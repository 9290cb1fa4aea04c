internal import Kagami

/// The two places where a backward pass enters and leaves one call of a module.
///
/// Identities on the outputs and on the inputs pass their gradients to the module's hooks: one operation for
/// all tensors of a side, so that their gradients are there together.
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
    let (side, marked) = Side.mark(tensors) { [self] side, gradients, _ in
      callBackwardHooks(side, gradients)
    }
    inputs.withLock { $0 = side }
    return marked
  }

  /// The module's outputs, on which gradients enter.
  func leaving(_ tensors: [Tensor]) -> [Tensor] {
    Side.mark(tensors) { [self] side, gradients, ending in enter(side, gradients, ending) }.marked
  }

  private func enter(
    _ side: Side, _ gradients: [Tensor?], _ ending: PassEnding
  ) -> [Tensor?] {
    var gradients = gradients
    for hook in preHooks {
      guard let replaced = hook(module, gradients) else { continue }
      gradients = side.checked(replaced, gradients, "registerFullBackwardPreHook", "grad_output")
    }
    if hooks.isEmpty { return gradients }
    outputGradients.withLock { $0 = gradients }
    // A pass may end before it reaches the inputs.
    ending.add { [weak self] in self?.outputGradients.withLock { $0 = [] } }
    if let inputs = inputs.withLock({ $0 }), inputs.marked.isEmpty {
      callBackwardHooks(inputs, [Tensor?](repeating: nil, count: inputs.forms.count))
    }
    return gradients
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

  /// Sends the tensors that require a gradient through an identity that passes their gradients, nil for all
  /// other tensors, to `show`.
  static func mark(
    _ tensors: [Tensor],
    _ show: @escaping @Sendable (Side, [Tensor?], PassEnding) -> [Tensor?]
  ) -> (side: Side, marked: [Tensor]) {
    let side = Side(
      forms: tensors.map(GradientForm.init(of:)),
      marked: tensors.indices.filter { tensors[$0].requiresGrad })
    guard isGradEnabled, !side.marked.isEmpty else { return (side, tensors) }
    let identity = ShownGradients(outputCount: side.marked.count) { gradients, ending in
      var all = [Tensor?](repeating: nil, count: side.forms.count)
      for (index, gradient) in zip(side.marked, gradients) { all[index] = gradient }
      all = show(side, all, ending)
      return side.marked.map { all[$0] ?? side.forms[$0].zeros }
    }
    var result = tensors
    let marked = record(identity, side.marked.map { tensors[$0] })
    for (index, tensor) in zip(side.marked, marked) { result[index] = tensor }
    return (side, result)
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

/// The identity of several tensors, whose gradients are passed to hooks that may replace them.
private struct ShownGradients: MultiOutputOperation {
  let name = "moduleBoundary"
  let saves: SavedTensors = .nothing
  let outputCount: Int
  let show: @Sendable ([Tensor], PassEnding) -> [Tensor?]

  func forward(_ inputs: [Tensor]) -> [Tensor] { inputs }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    show((0..<outputCount).map { context.gradient(of: $0) }, context.ending)
  }
}

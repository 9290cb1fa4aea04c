public import Kagami

/// A tensor that a module owns and an optimizer changes.
///
/// ```swift
/// final class Scale: Module {
///   let factor = Parameter(Tensor.ones([1]))
///   override func forward(_ x: Tensor) -> Tensor { x * factor.value }
/// }
/// ```
/// A parameter is shared, not copied: what the optimizer writes, the module reads. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.parameter.Parameter.html>.
public final class Parameter {
  private var tensor: Tensor
  /// Where gradients accumulated before the parameter was turned off, and what was there then.
  private var resting: (leaf: Leaf, gradient: Gradient?)?

  /// A parameter that starts as `tensor`.
  ///
  /// - Parameters:
  ///   - tensor: The first value; its history is dropped.
  ///   - requiresGrad: Whether gradients accumulate here.
  public init(_ tensor: Tensor, requiresGrad: Bool = true) {
    self.tensor = tensor.detach()
    self.tensor.requiresGrad = requiresGrad
  }

  /// The value, for `forward` to use.
  ///
  /// Gradients of what is computed from it accumulate here.
  public var value: Tensor { hasStandIns ? StandIn.of(self)?.tensor ?? tensor : tensor }

  /// Whether a wrapper computes something in place of the value; set when it is made, and so never while
  /// tasks share the parameter.
  var hasStandIns = false

  /// The gradient accumulated so far, or nil.
  ///
  /// It stays while the parameter is turned off.
  public var grad: Tensor? {
    get {
      guard let resting else { return tensor.grad }
      return resting.gradient?.formed()
    }
    set {
      if let value = newValue { check(gradient: value) }
      if resting != nil {
        resting?.gradient = newValue.map { .dense($0) }
      } else if newValue != nil || tensor.requiresGrad {
        tensor.grad = newValue
      }
    }
  }

  private func check(gradient: Tensor) {
    if gradient.shape != shape {
      misuse("Parameter.grad", "a gradient of \(gradient.shape) does not fit \(shape)")
    }
    if gradient.dtype != dtype || gradient.device != device {
      misuse(
        "Parameter.grad",
        "a gradient of \(gradient.dtype) on \(gradient.device) does not fit a parameter of "
          + "\(dtype) on \(device)",
        hint: "convert it with to(.\(dtype)), or move it with to(.\(device))")
    }
  }

  /// The gradient accumulated so far with its products unformed, for optimizers; nil if there is none.
  ///
  /// An optimizer of your own that calls `ParameterUpdate.apply(_:)` gives it this one.
  public var accumulatedGradient: Gradient? {
    guard let resting else { return tensor.accumulatedGradient }
    return resting.gradient
  }

  /// Whether gradients accumulate here.
  ///
  /// A parameter that is turned off is passed over by backward passes, those of graphs made
  /// before too. Turned on again, it has the gradient that it had, and such graphs lead here again.
  public var requiresGrad: Bool {
    get { tensor.requiresGrad }
    set {
      if newValue == tensor.requiresGrad { return }
      if newValue {
        guard let former = resting else {
          tensor.requiresGrad = true
          return
        }
        resting = nil
        tensor.history = .leaf(former.leaf)
        // What older graphs brought in the meantime does not count.
        former.leaf.accumulated = former.gradient
      } else if let leaf = tensor.leaf {
        resting = (leaf, leaf.accumulated)
        tensor.history = nil
      }
    }
  }

  /// Calls `hook` whenever a backward pass has this parameter's whole gradient, before it is accumulated.
  ///
  /// ```swift
  /// layer.weight.registerHook { gradient in gradient.clamp(min: -1, max: 1) }
  /// ```
  /// What the hook returns, unless nil, takes the gradient's place; a hook that only observes returns nil.
  /// Unlike one on a tensor, the hook stays when the parameter is moved or converted. It is called on the task
  /// that runs the pass, which is the one that owns the parameter. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.Tensor.register_hook.html>.
  ///
  /// - Precondition: the parameter requires a gradient.
  @discardableResult
  public func registerHook(_ hook: @escaping (Tensor) -> Tensor?) -> RemovableHandle {
    // Parameters are not Sendable, and passes that accumulate here belong to the task that owns this one.
    nonisolated(unsafe) let hook = hook
    return tensor.registerHook { hook($0) }
  }

  /// Calls `hook`, which only observes, whenever a backward pass has this parameter's whole gradient.
  ///
  /// - Precondition: the parameter requires a gradient.
  @discardableResult @_disfavoredOverload
  public func registerHook(_ hook: @escaping (Tensor) -> Void) -> RemovableHandle {
    registerHook { gradient -> Tensor? in
      hook(gradient)
      return nil
    }
  }

  /// Calls `hook` with this parameter each time after a backward pass has added to its ``grad``.
  ///
  /// ```swift
  /// layer.weight.registerPostAccumulateGradHook { parameter in print(parameter.shape) }
  /// ```
  /// Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.Tensor.register_post_accumulate_grad_hook.html>.
  ///
  /// - Precondition: the parameter requires a gradient.
  @discardableResult
  public func registerPostAccumulateGradHook(
    _ hook: @escaping (Parameter) -> Void
  ) -> RemovableHandle {
    guard let leaf = tensor.leaf else {
      misuse("registerPostAccumulateGradHook", "the parameter of \(shape) requires no gradient")
    }
    // As above: called by the task that owns the parameter.
    nonisolated(unsafe) let call = { [weak self] in
      if let self { hook(self) }
    }
    return leaf.register(afterwards: { call() })
  }

  /// The extents of the value.
  public var shape: Shape { tensor.shape }
  /// The number of elements.
  public var count: Int { tensor.count }
  /// The type of the elements.
  public var dtype: DType { tensor.dtype }
  /// Where the value is.
  public var device: Device { tensor.device }

  /// Replaces the value; optimizers stay attached.
  ///
  /// Graphs made before lead here still. A value of another type or device converts the parameter
  /// and its gradient, as ``Module/to(_:)-(DType)`` does; optimizers convert their state at
  /// their next step, and graphs made before no longer lead here.
  ///
  /// - Precondition: the new value has the same shape; a parameter that requires a gradient stays of a
  ///   floating-point type.
  public func assign(_ value: Tensor) {
    ValueRule(tensor, "Parameter").checkAssigned(value, isDifferentiable: requiresGrad)
    replace(value)
  }

  /// Changes the value without recording; in place where nothing else holds the memory.
  ///
  /// - Parameter body: Gets the value, and must not read the parameter itself.
  /// - Precondition: shape, type and device stay.
  public func update(_ body: (inout Tensor) throws -> Void) rethrows {
    if hasStandIns, let standIn = StandIn.of(self) {
      let (history, rule) = (standIn.tensor.history, ValueRule(tensor, "Parameter"))
      defer {
        rule.checkUpdated(standIn.tensor)
        standIn.tensor.history = history
      }
      try noGrad { try body(&standIn.tensor) }
      return
    }
    let (history, rule) = (tensor.history, ValueRule(tensor, "Parameter"))
    defer {
      rule.checkUpdated(tensor)
      // Whatever operations gave the new value, gradients accumulate where they did.
      tensor.history = history
    }
    try noGrad { try body(&tensor) }
  }

  /// Moves the value out, so that the caller is its only holder, until ``deposit(_:)``.
  func withdraw() -> Tensor {
    let value = tensor
    tensor = Self.placeholder
    return value
  }

  /// Puts back what ``withdraw()`` took.
  func deposit(_ value: consuming Tensor) { tensor = value }

  private static let placeholder = Tensor.zeros([0])

  /// Replaces the value by one of perhaps another type or device, and converts the gradient.
  func replace(_ value: Tensor) {
    let (wanted, gradient) = (requiresGrad, grad)
    let isSameKind = value.dtype == dtype && value.device == device
    if isSameKind {
      // The leaf stays, so that graphs made before lead here still.
      tensor.replaceValue(with: value)
      return
    }
    let leaf = resting?.leaf ?? tensor.leaf
    resting = nil
    tensor = value.detach()
    // Another leaf, for gradients of the new type and device; the hooks move to it.
    tensor.history = .leaf(leaf.map { Leaf(for: tensor, watchedAs: $0) } ?? Leaf(for: tensor))
    tensor.grad = gradient?.detach().to(value.dtype).to(value.device)
    requiresGrad = wanted
  }

  /// Moves the value and its gradient, and converts them if they are of a floating-point type.
  func move(to device: Device?, dtype: DType?) {
    var value = tensor.detach()
    if let dtype, value.dtype.isFloatingPoint { value = value.to(dtype) }
    if let device { value = value.to(device) }
    replace(value)
  }
}

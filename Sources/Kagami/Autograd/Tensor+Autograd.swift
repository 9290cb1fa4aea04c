extension Tensor {
  /// Whether a backward pass reaches this tensor.
  ///
  /// Setting it to true makes a leaf, whose gradient accumulates in ``grad``; setting it to false
  /// detaches the tensor.
  ///
  /// - Precondition: the type is `float32` or `float64`.
  public var requiresGrad: Bool {
    get { history != nil }
    set {
      guard newValue else {
        history = nil
        return
      }
      if history != nil { return }
      if !dtype.isFloatingPoint {
        misuse(
          "requiresGrad", "a tensor of \(dtype) has no gradient",
          hint: "convert it with to(.float32) first")
      }
      history = .leaf(Leaf(for: self))
    }
  }

  /// Whether the tensor was not computed by a recorded operation.
  public var isLeaf: Bool {
    if case .node = history { return false }
    return true
  }

  /// The gradient that backward passes have accumulated here; nil before the first, and for tensors
  /// that are no leaves unless ``retainGrad()`` was called on them.
  public var grad: Tensor? {
    get {
      if case .node(let node, let output)? = history { return node.retained(output)?.gradient }
      return leaf?.gradient
    }
    nonmutating set {
      guard let leaf else {
        misuse("grad", "only a leaf that requires a gradient has one to set")
      }
      leaf.gradient = newValue
    }
  }

  /// What has accumulated at this leaf so far, as it is; nil if nothing has.
  package var accumulatedGradient: Gradient? { leaf?.accumulated }

  /// The leaf that this tensor is, or nil.
  package var leaf: Leaf? {
    if case .leaf(let leaf) = history { return leaf }
    return nil
  }

  /// The same numbers, cut off from how they were made.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.Tensor.detach.html>.
  public func detach() -> Tensor { withoutHistory }

  /// Computes the gradient of this tensor with respect to the leaves that it was made from, and
  /// adds it to their ``grad``.
  ///
  /// ```swift
  /// let w = Tensor([1.0, 2.0], requiresGrad: true)
  /// (w * w).sum().backward()
  /// w.grad                                  // [2, 4]
  /// ```
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.Tensor.backward.html>.
  ///
  /// - Parameters:
  ///   - gradient: The gradient of something with respect to this tensor, of its shape; 1 for a
  ///     tensor of one element.
  ///   - retainGraph: Whether what the operations kept may be used once more; the value of
  ///     `createGraph` unless given.
  ///   - createGraph: Whether the gradients are themselves recorded, to be differentiated again.
  ///   - inputs: The leaves to accumulate at; all, unless given. What leads elsewhere is not computed.
  public func backward(
    gradient: Tensor? = nil, retainGraph: Bool? = nil, createGraph: Bool = false,
    inputs: [Tensor]? = nil
  ) {
    if MisuseScope.hasFailed { return }
    let root = root(of: "backward")
    let seed = seed(gradient, of: "backward")
    guard let inputs else {
      var pass = BackwardPass(
        retainGraph: retainGraph ?? createGraph, createGraph: createGraph, target: .leaves)
      GradMode.$isEnabled.withValue(createGraph) { pass.run(from: [(root, seed)]) }
      return
    }
    let leaves = inputs.map { input -> Leaf in
      guard let leaf = input.leaf else {
        misuse(
          "backward", "gradients accumulate at leaves only, and an input of \(input.shape) is none")
      }
      return leaf
    }
    var pass = BackwardPass(
      retainGraph: retainGraph ?? createGraph, createGraph: createGraph,
      target: .some(SmallSet(leaves.map { History.ID($0) })))
    GradMode.$isEnabled.withValue(createGraph) { pass.run(from: [(root, seed)]) }
  }

  /// Where a pass from this tensor begins.
  ///
  /// - Parameter index: Its place among the tensors from which the pass begins.
  func root(of operation: String, at index: Int = 0) -> History {
    guard let history else {
      misuse(
        operation,
        "element \(index) of tensors does not require grad and does not have a grad_fn: nothing "
          + "requiring a gradient was used for a tensor of \(shape)",
        hint: "set requiresGrad on a leaf, and compute outside noGrad")
    }
    return history
  }

  /// The gradient with which a pass from this tensor begins: the given one if it fits, or 1.
  func seed(_ gradient: Tensor?, of operation: String) -> Tensor {
    guard let gradient else {
      if count != 1 {
        misuse(
          operation, "grad can be implicitly created only for scalar outputs, not for \(shape)",
          hint: "reduce with sum() or mean(), or pass gradient:")
      }
      return Tensor.ones(shape, dtype: dtype, device: device)
    }
    GradientForm(of: self).check(gradient, operation)
    return gradient
  }
}

extension Tensor {
  /// Takes over another tensor's elements, keeping this one's place in graphs made before.
  ///
  /// - Precondition: both have the same shape, type and device.
  package mutating func replaceValue(with other: Tensor) {
    let history = history
    self = other.withoutHistory
    self.history = history
  }
}

internal import KagamiKernels

/// Where the gradient of a tensor that was not computed accumulates.
///
/// Every gradient comes in by one check: it has the tensor's shape, type and device. What is held is
/// row-major, so that optimizers and products may be added to it in place.
package final class Leaf: Sendable {
  private struct Held {
    var gathered = Gathered()
    /// Counts changes, so that what was formed outside the lock is stored only if it is still wanted.
    var version = 0
  }

  private let form: GradientForm
  private let state = Guarded(Held())
  private let watchers = Guarded<LeafWatch?>(nil)

  /// The leaf of `tensor`.
  package init(for tensor: Tensor) {
    form = GradientForm(of: tensor)
  }

  /// The leaf of `tensor`, whose gradient the same hooks watch as another's.
  package convenience init(for tensor: Tensor, watchedAs other: Leaf) {
    self.init(for: tensor)
    let watch = other.watchers.withLock { $0 }
    watchers.withLock { $0 = watch }
  }

  /// The gradient as it may be held here: checked, and row-major.
  private func admitted(_ gradient: Tensor, _ operation: String) -> Tensor {
    form.check(gradient, operation)
    var gradient = gradient
    gradient.makeContiguous()
    return gradient
  }

  /// The hooks on the gradient, or nil while there are none.
  var watch: LeafWatch? {
    guard LeafWatch.isAnyRegistered, let watch = watchers.withLock({ $0 }), !watch.isEmpty else {
      return nil
    }
    return watch
  }

  /// Calls `hook` each time after a pass has added to the gradient.
  package func register(afterwards hook: @escaping @Sendable () -> Void) -> RemovableHandle {
    watching().register(afterwards: hook)
  }

  /// The hooks on the gradient, to which some are about to be added.
  func watching() -> LeafWatch {
    watchers.withLock { watch in
      let present = watch ?? LeafWatch()
      watch = present
      return present
    }
  }

  /// The gradient accumulated so far, formed if it is not.
  package var gradient: Tensor? {
    get {
      // Products are formed outside the lock: they take long, and other threads may take part.
      let held = state.withLock { $0 }
      guard held.gathered.hasProducts else { return held.gathered.tensor }
      var formed = held.gathered
      formed.form()
      let result = formed
      state.withLock { state in
        if state.version == held.version { state.gathered = result }
      }
      return result.tensor
    }
    set { exchange(Gathered(newValue.map { admitted($0, "grad") })) }
  }

  /// What has accumulated so far, as it is.
  package var gathered: Gathered {
    get { state.withLock { $0.gathered } }
    set {
      exchange(newValue)
    }
  }

  /// Whether anything has accumulated.
  package var isEmpty: Bool { state.withLock { $0.gathered.isEmpty } }

  /// Takes the gradient away.
  func take() -> Tensor? {
    var gathered = exchange(Gathered())
    return gathered.takeFormed()
  }

  @discardableResult
  private func exchange(_ new: Gathered) -> Gathered {
    // The old value is released outside the lock.
    state.withLock { state in
      defer {
        state.gathered = new
        state.version += 1
      }
      return state.gathered
    }
  }

  /// Adds a product to the gradient, unformed where its factors take no more memory than the gradient.
  ///
  /// - Precondition: the product has the shape, type and device of the tensor.
  func accumulate(_ product: WeightProduct) {
    let isKept = state.withLock { state in
      state.version += 1
      return state.gathered.append(product)
    }
    if !isKept { accumulate(product.formed(onto: take())) }
  }

  /// Adds to the gradient; passes on several tasks may do so at once.
  func accumulate(_ gradient: Tensor) {
    var sum = admitted(gradient, "backward")
    // Either the sum is put where nothing was, or what was there is taken into it.
    while let present = state.withLock({ state -> Tensor? in
      state.version += 1
      return state.gathered.put(sum)
    }) { sum = present.gathering(sum) }
  }

  /// Whether products of this shape, type and device belong here.
  func admits(_ product: WeightProduct) -> Bool {
    product.shape == form.shape && product.gradient.dtype == form.dtype
      && product.gradient.device == form.device
  }
}

extension Tensor {
  /// The sum with another gradient, in this one's memory where nothing else holds it.
  ///
  /// Outside recording a history of this one's stays: of what is added then no derivative is wanted.
  consuming func gathering(_ other: Tensor) -> Tensor {
    if GradMode.isEnabled, history != nil || other.history != nil { return self + other }
    var sum = self
    sum += other
    return sum
  }
}

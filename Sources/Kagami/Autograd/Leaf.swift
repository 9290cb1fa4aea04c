internal import KagamiKernels

/// Where the gradient of a tensor that was not computed accumulates.
///
/// Every gradient comes in by one check: it has the tensor's shape, type and device. What is kept
/// fills its memory without gaps, so that further gradients may be added to it in place.
package final class Leaf: Sendable {
  private struct State {
    var gradient: Gradient?
    /// Counts changes, so that what was formed outside the lock is stored only if nothing came meanwhile.
    var version = 0
  }

  let form: GradientForm
  private let state = Guarded(State())
  private let watchers = Guarded<LeafWatch?>(nil)

  /// The leaf of `tensor`.
  package init(for tensor: Tensor) {
    form = GradientForm(of: tensor)
  }

  /// The leaf of `tensor`, whose gradient has the same hooks as another's.
  package convenience init(for tensor: Tensor, watchedAs other: Leaf) {
    self.init(for: tensor)
    let watch = other.watchers.withLock { $0 }
    watchers.withLock { $0 = watch }
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

  /// The gradient accumulated so far as a tensor, formed if it is not; nil while there is none.
  package var gradient: Tensor? {
    get {
      // Products are formed outside the lock: they take long, and other threads may take part.
      let (held, version) = state.withLock { ($0.gradient, $0.version) }
      guard var held else { return nil }
      guard held.hasProducts else { return held.tensor }
      held.formProducts()
      let formed = held
      state.withLock { state in
        if state.version == version { state.gradient = formed }
      }
      return formed.tensor
    }
    set { accumulated = newValue.map { .dense($0) } }
  }

  /// The gradient accumulated so far, as it is; nil while there is none.
  package var accumulated: Gradient? {
    get { state.withLock { $0.gradient } }
    set {
      let new = newValue.map { admitted($0, "grad") }
      // The old value is released outside the lock.
      _ = state.withLock { state in
        defer { state = State(gradient: new, version: state.version + 1) }
        return state.gradient
      }
    }
  }

  /// Adds to the gradient; passes on several tasks may do so at once.
  func accumulate(_ gradient: Gradient) {
    form.check(gradient.form, "backward")
    var rest = gradient
    if !rest.mayBeKept {
      rest = .dense((consume rest).formed(onto: take()?.formed()))
    }
    rest.makeDense()
    // What is kept takes the rest in without arithmetic, or is taken out and added to it outside the lock.
    while let present = exchange(adding: rest) {
      rest = .dense((consume rest).formed(onto: (consume present).formed()))
    }
  }

  /// Takes the gradient away.
  private func take() -> Gradient? {
    state.withLock { state in
      state.version += 1
      return state.gradient.take()
    }
  }

  /// Keeps the sum of what is here and `new` where that needs no arithmetic; otherwise takes away and returns
  /// what is here.
  private func exchange(adding new: Gradient) -> Gradient? {
    state.withLock { state in
      state.version += 1
      guard var present = state.gradient.take() else {
        state.gradient = new
        return nil
      }
      guard present.absorb(new) else { return present }
      state.gradient = present
      return nil
    }
  }

  /// A gradient as it may be kept here: of the tensor's form, and without gaps.
  private func admitted(_ gradient: Gradient, _ operation: String) -> Gradient {
    form.check(gradient.form, operation)
    var gradient = gradient
    gradient.makeDense()
    return gradient
  }
}

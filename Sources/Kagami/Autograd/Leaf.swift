internal import Synchronization

/// Where the gradient of a tensor that was not computed gathers.
package final class Leaf: Sendable {
  private let state = Mutex(Gathered())
  private let watchers = Mutex<LeafWatch?>(nil)

  package init() {}

  /// A leaf whose gradient the same hooks watch as another's.
  package init(watchedAs other: Leaf) {
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
  package func register(afterwards hook: @escaping () -> Void) -> RemovableHandle {
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

  /// The gradient gathered so far, formed if it is not.
  package var gradient: Tensor? {
    get {
      state.withLock { gathered in
        gathered.form()
        return gathered.tensor
      }
    }
    set { exchange(Gathered(newValue)) }
  }

  /// What has gathered so far, as it is.
  package var gathered: Gathered {
    get { state.withLock { $0 } }
    set { exchange(newValue) }
  }

  /// Whether anything has gathered.
  package var isEmpty: Bool { state.withLock { $0.isEmpty } }

  /// Takes the gradient away.
  func take() -> Tensor? {
    var gathered = exchange(Gathered())
    return gathered.takeFormed()
  }

  @discardableResult
  private func exchange(_ new: Gathered) -> Gathered {
    // The old value is released outside the lock.
    state.withLock { gathered in
      defer { gathered = new }
      return gathered
    }
  }

  /// Adds a product to the gradient without forming it.
  func accumulate(_ product: WeightProduct) {
    state.withLock { $0.append(product) }
  }

  /// Adds to the gradient; passes on several tasks may do so at once.
  func accumulate(_ gradient: Tensor) {
    var sum = gradient
    // Either the sum is put where nothing was, or what was there is taken into it.
    while let present = state.withLock({ $0.put(sum) }) { sum = present.gathering(sum) }
  }
}

extension Tensor {
  /// The sum with another gradient, in this one's memory where nothing else holds it.
  consuming func gathering(_ other: Tensor) -> Tensor {
    guard history == nil, other.history == nil else { return self + other }
    var sum = self
    sum += other
    return sum
  }
}

internal import Synchronization

/// Where the gradient of a tensor that was not computed gathers.
package final class Leaf: Sendable {
  private let gathered = Mutex<Tensor?>(nil)

  package init() {}

  /// The gradient gathered so far.
  package var gradient: Tensor? {
    get { gathered.withLock { $0 } }
    set {
      // The old value is released outside the lock.
      let old = gathered.withLock { current in
        defer { current = newValue }
        return current
      }
      _ = old
    }
  }

  /// Adds to the gradient.
  func accumulate(_ gradient: Tensor) {
    guard let sum = self.gradient else {
      self.gradient = gradient
      return
    }
    self.gradient = sum + gradient
  }
}

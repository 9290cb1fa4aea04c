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

  /// Takes the gradient away.
  func take() -> Tensor? {
    gathered.withLock { current in
      defer { current = nil }
      return current
    }
  }

  /// Adds to the gradient; passes on several tasks may do so at once.
  func accumulate(_ gradient: Tensor) {
    var sum = gradient
    while true {
      // Either the sum is put where nothing was, or what was there is taken into it.
      let present = gathered.withLock { current -> Tensor? in
        defer { current = current == nil ? sum : nil }
        return current
      }
      guard let present else { return }
      sum = present.gathering(sum)
    }
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

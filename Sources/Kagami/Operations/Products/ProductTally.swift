internal import Synchronization

/// Counts the multiply-adds of the products that a closure makes.
package final class ProductTally: Sendable {
  @TaskLocal private static var scoped: ProductTally?
  private static let users = Atomic<Int>(0)

  private let total = Atomic<Int>(0)

  private init() {}

  /// Whether products are counted anywhere; where they are not, a product costs one load.
  package static var isOn: Bool { users.load(ordering: .relaxed) > 0 }

  /// Runs `body`, in which products may be counted.
  package static func enabled<R, Failure>(
    _ body: () throws(Failure) -> R
  ) throws(Failure) -> R {
    users.add(1, ordering: .relaxed)
    defer { users.subtract(1, ordering: .relaxed) }
    return try body()
  }

  /// Counts the products made by `body` on this task, but for those counted inside it by another
  /// call of this function.
  package static func counting<R>(_ body: () -> R) -> (result: R, multiplyAdds: Int) {
    let tally = ProductTally()
    let result = $scoped.withValue(tally, operation: body)
    return (result, tally.total.load(ordering: .relaxed))
  }

  /// Notes a product that gave `elements` numbers, each the sum of `terms` products.
  static func note(elements: Int, terms: Int) {
    if isOn { scoped?.total.add(elements * terms, ordering: .relaxed) }
  }
}

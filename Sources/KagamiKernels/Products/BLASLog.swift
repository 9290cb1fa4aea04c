/// Which BLAS routine serves a product.
package enum BLASRoute: String, Sendable {
  /// Matrix by matrix.
  case gemm
  /// Matrix by vector: one row or one column.
  case gemv
  /// Column by row: an inner extent of one.
  case ger
  /// Row by column: one number.
  case dot
}

/// One product as it went to BLAS: `C[m, n] = A[m, k] · B[k, n]`, with how each operand lay.
package struct BLASCall: Hashable, Sendable, CustomStringConvertible {
  package let route: BLASRoute
  package let m, n, k: Int
  /// "NT": A is read as it lies, B is read transposed.
  package let layout: String

  package init(_ route: BLASRoute, m: Int, n: Int, k: Int, layout: String) {
    (self.route, self.m, self.n, self.k, self.layout) = (route, m, n, k, layout)
  }

  package var description: String { "\(route) \(m)×\(n)×\(k) \(layout)" }

  /// Floating-point operations: a multiplication and an addition for each triple.
  package var operations: Int { 2 * m * n * k }
}

/// The products made while a closure runs, for tests that state exactly which there should be.
package final class BLASLog: Sendable {
  private struct State {
    var calls: [BLASCall] = []
    var executed = 0
    var own = 0
  }

  @TaskLocal private static var scoped: BLASLog?
  static var current: BLASLog? { scoped }

  private let state = Guarded(State())

  /// The products, in order.
  package var calls: [BLASCall] { state.withLock { $0.calls } }

  /// Floating-point operations of the calls of BLAS itself, counted where it is called, block by
  /// block: equal to the sum over `calls`, or a block was dropped or done twice.
  package var executedOperations: Int { state.withLock { $0.executed } }

  /// How many of the products went to kernels of our own; see ``SkinnyProduct``.
  package var ownCount: Int { state.withLock { $0.own } }

  func noteOwn() { state.withLock { $0.own += 1 } }
  func note(_ call: BLASCall) { state.withLock { $0.calls.append(call) } }
  func noteExecuted(_ operations: Int) { state.withLock { $0.executed += operations } }

  /// Runs `body` and returns its result and the products made by it on this task.
  package static func recording<R>(_ body: () throws -> R) rethrows -> (result: R, log: BLASLog) {
    let log = BLASLog()
    let result = try $scoped.withValue(log) { try body() }
    return (result, log)
  }
}

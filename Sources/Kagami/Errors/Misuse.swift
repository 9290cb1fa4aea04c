/// Stops the program for a mistake in calling the engine.
///
/// The message names the operation, the problem, the module path where one is being called, the
/// caller's file and line, and a hint. It is printed in release builds as in debug builds.
///
/// - Parameters:
///   - operation: What was called, such as "matmul".
///   - problem: What is wrong, with the shapes.
///   - hint: What to do about it.
package func misuse(_ operation: String, _ problem: String, hint: String? = nil) -> Never {
  MisuseScope.stop(MisuseError(operation, problem, hint: hint))
}

/// The same where a dry run can go on: in a ``MisuseScope`` the mistake is noted there.
///
/// - Parameter standIn: What is returned in a scope; it must be safe to compute with.
package func misuse<R>(
  _ operation: String, _ problem: String, hint: String? = nil, standIn: @autoclosure () -> R
) -> R {
  MisuseScope.note(MisuseError(operation, problem, hint: hint))
  return standIn()
}

extension Tensor {
  /// The result of `body`, whose error stops the program; in a ``MisuseScope`` the error is noted,
  /// and the result is a stand-in of this tensor's shape, type and device.
  ///
  /// An operation's checks throw inside `body`, so that nothing is computed with what does not fit.
  @inline(__always)
  package func checked(_ body: () throws(MisuseError) -> Tensor) -> Tensor {
    do { return try body() } catch { return standIn(after: error) }
  }

  /// Zeros of `shape`, this tensor's own unless given, without memory for each.
  @inline(never)
  package func standIn(after error: MisuseError, shape: Shape? = nil) -> Tensor {
    MisuseScope.note(error)
    let zero = Tensor.zeros([], dtype: dtype, device: device)
    let shape = shape ?? self.shape
    return zero.view(shape: shape, strides: Strides(repeating: 0, count: shape.count))
  }
}

/// Stops the program for a mistake in calling the engine.
///
/// The message names the operation, the problem, the module path where one is being called, the
/// caller's file and line, and a hint. It is printed in release builds as in debug builds. In a
/// ``MisuseCatcher`` only the catcher's thread is stopped.
///
/// - Parameters:
///   - operation: What was called, such as "matmul".
///   - problem: What is wrong, with the shapes.
///   - hint: What to do about it.
package func misuse(_ operation: String, _ problem: String, hint: String? = nil) -> Never {
  let error = MisuseError(operation, problem, hint: hint)
  if let catcher = MisuseCatcher.ofThisThread { catcher.stop(with: error) }
  fatalError(error.description(callSite: CallSite.capture()))
}

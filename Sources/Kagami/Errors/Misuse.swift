#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

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
  var message = "\(operation): \(problem)"
  if let path = ModulePath.current?.description { message += "\n  in module: \(path)" }
  if let caller = CallSite.capture() { message += "\n  called at: \(caller)" }
  if let hint { message += "\n  hint: \(hint)" }
  fatalError(message)
}

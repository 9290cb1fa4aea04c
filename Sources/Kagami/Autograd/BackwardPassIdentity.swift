/// One backward pass, for hooks that distinguish passes.
///
/// Passes are equal only to themselves. Set while hooks on leaves run; without any there is no need of it.
package final class BackwardPassIdentity: Sendable {
  /// The pass that runs on this task.
  @TaskLocal package static var current: BackwardPassIdentity?

  /// What is to be done when the pass has come to its end.
  package let ending: PassEnding

  init(ending: PassEnding) { self.ending = ending }
}

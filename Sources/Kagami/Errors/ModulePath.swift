/// The module whose `forward` is running on this task, for errors to name.
package enum ModulePath {
  /// Describes the running module, such as "discriminator.model.2 (LeakyReLU)".
  @TaskLocal package static var describe: (@Sendable () -> String)?

  static var current: String? { describe?() }
}

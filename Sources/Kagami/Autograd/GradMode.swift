/// Whether operations are recorded on this task.
package enum GradMode {
  @TaskLocal package static var isEnabled = true
}

/// Runs `body` without recording: its results require no gradient.
///
/// ```swift
/// let prediction = noGrad { model(x) }
/// ```
/// Source: <https://docs.pytorch.org/docs/stable/generated/torch.no_grad.html>.
public func noGrad<R>(_ body: () throws -> R) rethrows -> R {
  try GradMode.$isEnabled.withValue(false, operation: body)
}

/// Runs `body`, which may suspend, without recording.
public func noGrad<R>(
  isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> R
) async rethrows -> R {
  try await GradMode.$isEnabled.withValue(false, operation: body, isolation: isolation)
}

/// Runs `body` with recording on, inside a ``noGrad(_:)``.
public func enableGrad<R>(_ body: () throws -> R) rethrows -> R {
  try GradMode.$isEnabled.withValue(true, operation: body)
}

/// Whether operations are recorded here.
public var isGradEnabled: Bool { GradMode.isEnabled }

internal import KagamiKernels

/// A stream of random numbers: PyTorch's on the CPU, number for number.
///
/// ```swift
/// let noise = RandomGenerator(seed: 7)
/// let z = Tensor.randn([64, 100], generator: noise)
/// ```
/// Several tasks may share one; each call takes its numbers in one piece. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.Generator.html>.
public final class RandomGenerator: Sendable {
  /// The stream that is used where none is named.
  public static let `default` = RandomGenerator()

  @TaskLocal private static var scoped: RandomGenerator?

  /// The stream in use here: that of the innermost ``withGenerator(_:_:)``, else ``default``.
  public static var current: RandomGenerator { scoped ?? .default }

  private let stream: Guarded<RandomStream>

  /// The stream of a seed, of which the low 32 bits count; PyTorch's default seed unless given.
  public init(seed: UInt64 = 67_280_421_310_721) {
    stream = Guarded(RandomStream(seed: seed))
  }

  /// The numbers that another generator is about to draw.
  ///
  /// - Parameter stream: What the other generator's ``snapshot`` gave.
  init(_ stream: RandomStream) { self.stream = Guarded(stream) }

  /// The stream as it is now.
  var snapshot: RandomStream { draw { $0 } }

  /// Starts the stream of another seed.
  public func manualSeed(_ seed: UInt64) { stream.withLock { $0 = RandomStream(seed: seed) } }

  /// The seed that the stream was last started from.
  public var initialSeed: UInt64 { stream.withLock { $0.seed } }

  /// Draws numbers in one piece.
  func draw<R: Sendable>(_ body: (inout RandomStream) throws -> R) rethrows -> R {
    try stream.withLock { try body(&$0) }
  }

  /// Runs `body` with `generator` as the current stream of this task.
  static func scoping<R>(_ generator: RandomGenerator, _ body: () throws -> R) rethrows -> R {
    try $scoped.withValue(generator, operation: body)
  }

  /// Runs `body`, which may suspend, with `generator` as the current stream of this task.
  fileprivate static func scoping<R>(
    _ generator: RandomGenerator, isolation: isolated (any Actor)?, _ body: () async throws -> R
  ) async rethrows -> R {
    try await $scoped.withValue(generator, operation: body, isolation: isolation)
  }
}

/// Starts the current stream anew, as `torch.manual_seed` does.
///
/// ```swift
/// manualSeed(0)
/// Tensor.rand([2])    // 0.4963, 0.7682, as in PyTorch
/// ```
/// Source: <https://docs.pytorch.org/docs/stable/generated/torch.manual_seed.html>.
///
/// - Returns: The stream.
@discardableResult
public func manualSeed(_ seed: Int) -> RandomGenerator {
  RandomGenerator.current.manualSeed(UInt64(bitPattern: Int64(seed)))
  return RandomGenerator.current
}

/// Runs `body` with `generator` in place of the default stream, for this task.
public func withGenerator<R>(
  _ generator: RandomGenerator, _ body: () throws -> R
) rethrows -> R {
  try RandomGenerator.scoping(generator, body)
}

/// Runs `body`, which may suspend, with `generator` in place of the default stream, for this task.
public func withGenerator<R>(
  _ generator: RandomGenerator, isolation: isolated (any Actor)? = #isolation,
  _ body: () async throws -> R
) async rethrows -> R {
  try await RandomGenerator.scoping(generator, isolation: isolation, body)
}

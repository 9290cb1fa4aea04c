#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Runs code so that a mistake in it is an error and not the end of the program.
///
/// A mistake is found deep inside calls that have no way to fail. So the code runs on a thread of its
/// own while the caller waits, and a mistake ends that thread where it stands. What was live there is
/// never released: this is for dry runs, not for training. Traps of Swift itself are not caught.
package final class MisuseCatcher {
  /// Twice the stack of a program's first thread for deep models, whose calls nest.
  private static let stackSize = 16 << 20

  /// Under which a thread keeps its catcher, so that no task that the code starts finds it.
  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    let status = pthread_key_create(&key, nil)
    precondition(status == 0, "the system has no thread-specific key left")
    return key
  }()

  /// The catcher whose code runs on this thread.
  static var ofThisThread: MisuseCatcher? {
    pthread_getspecific(key).map {
      Unmanaged<MisuseCatcher>.fromOpaque($0).takeUnretainedValue()
    }
  }

  private let body: () -> Void
  private var error: MisuseError?

  private init(_ body: @escaping () -> Void) { self.body = body }

  /// Runs `body` and returns its result, with the caller's recording mode, generator and module path.
  ///
  /// - Throws: The first mistake.
  package static func run<R>(_ body: @escaping () -> R) throws(MisuseError) -> R {
    let (isEnabled, generator, path) = (
      GradMode.isEnabled, RandomGenerator.current, ModulePath.current
    )
    var result: R?
    let catcher = MisuseCatcher {
      result = GradMode.$isEnabled.withValue(isEnabled) {
        RandomGenerator.scoping(generator) {
          ModulePath.$current.withValue(path) { body() }
        }
      }
    }
    let status = catcher.runOnThread()
    if let error = catcher.error { throw error }
    guard let result else {
      throw MisuseError("MisuseCatcher", "no thread could be started: error \(status)")
    }
    return result
  }

  /// Starts the thread and waits for its end; 0, or the system's error number.
  private func runOnThread() -> Int32 {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, Self.stackSize)
    #if canImport(Darwin)
      var thread: pthread_t?
    #else
      var thread = pthread_t()
    #endif
    let status = pthread_create(
      &thread, &attributes,
      { argument in
        let argument: UnsafeMutableRawPointer? = argument
        pthread_setspecific(MisuseCatcher.key, argument)
        MisuseCatcher.ofThisThread?.body()
        return nil
      }, Unmanaged.passUnretained(self).toOpaque())
    guard status == 0 else { return status }
    #if canImport(Darwin)
      guard let thread else { return EAGAIN }
    #endif
    // The caller holds the catcher until the thread is gone.
    return withExtendedLifetime(self) { pthread_join(thread, nil) }
  }

  /// Hands over the mistake and ends the thread.
  func stop(with error: MisuseError) -> Never {
    self.error = error
    pthread_exit(nil)
  }
}

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A thread that runs one function and is waited for.
struct WorkerThread {
  #if canImport(Glibc)
    private let thread: pthread_t
  #else
    // Darwin's and Musl's are pointers.
    nonisolated(unsafe) private let thread: pthread_t
  #endif

  /// Starts a thread; nil if the system has none left.
  init?(_ body: @escaping @Sendable () -> Void) {
    let box = Unmanaged.passRetained(Body(run: body))
    #if canImport(Glibc)
      var thread = pthread_t()
      let status = pthread_create(
        &thread, nil,
        { argument in
          if let argument { Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run() }
          return nil
        }, box.toOpaque())
      guard status == 0 else {
        box.release()
        return nil
      }
    #else
      var started: pthread_t?
      let status = pthread_create(
        &started, nil,
        { argument in
          Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
          return nil
        }, box.toOpaque())
      guard status == 0, let thread = started else {
        box.release()
        return nil
      }
    #endif
    self.thread = thread
  }

  /// Waits for the function to end.
  func join() { pthread_join(thread, nil) }

  private final class Body {
    let run: @Sendable () -> Void

    init(run: @escaping @Sendable () -> Void) { self.run = run }
  }
}

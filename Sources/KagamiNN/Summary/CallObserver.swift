internal import Kagami

/// Records every call of a module on this task, in order, each before the calls inside it.
final class CallObserver: Sendable {
  /// One call.
  struct Call: Sendable {
    let module: ObjectIdentifier
    let typeName: String
    /// The number of calls around this one.
    let depth: Int
    /// The first output's extents; nil if there is none.
    var outputShape: Shape?
    var outputBytes = 0
    /// Those of the products of the module itself, without those of modules that it calls.
    var multiplyAdds = 0
    /// Whether it called no other module.
    var isInnermost = true
  }

  private struct State {
    var calls: [Call] = []
    /// The calls that are running, by their index.
    var open: [Int] = []
  }

  @TaskLocal private static var scoped: CallObserver?

  private let state = Guarded(State())

  private init() {}

  /// The observer of this task; nil, without a task-local lookup, where products are not counted.
  static var current: CallObserver? { ProductTally.isOn ? scoped : nil }

  /// Runs `body` and returns the calls in it; within ``ProductTally/enabled(_:)``.
  static func recording(_ body: () -> Void) -> [Call] {
    let observer = CallObserver()
    $scoped.withValue(observer, operation: body)
    return observer.state.withLock { $0.calls }
  }

  /// Runs `body` as a call of `module`.
  func observing<R>(_ module: Module, _ body: () -> R) -> R {
    let (id, typeName) = (ObjectIdentifier(module), "\(type(of: module))")
    let index = state.withLock { state in
      if let outer = state.open.last { state.calls[outer].isInnermost = false }
      let index = state.calls.count
      state.calls.append(Call(module: id, typeName: typeName, depth: state.open.count))
      state.open.append(index)
      return index
    }
    let (result, multiplyAdds) = ProductTally.counting(body)
    let output = result as? Tensor ?? (result as? [Tensor])?.first
    let (shape, bytes) = (output?.shape, output.map { $0.count * $0.dtype.byteCount } ?? 0)
    state.withLock { state in
      state.open.removeLast()
      state.calls[index].outputShape = shape
      state.calls[index].outputBytes = bytes
      state.calls[index].multiplyAdds = multiplyAdds
    }
    return result
  }
}

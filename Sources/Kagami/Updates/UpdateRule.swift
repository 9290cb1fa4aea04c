/// How an optimizer changes a parameter: what is done with every element, its gradient and its state.
///
/// The engine calls a rule once for each block of a parameter, several at a time on several threads. A block
/// is small enough to stay in a core's cache, and a weight's gradient is formed just before: the gradient
/// `dYᵀ·X` of a linear layer is never written to main memory.
///
/// ```swift
/// /// w ← w − lr · sign(m), m ← β·m + (1 − β)·g
/// struct SignMomentum: UpdateRule {
///   let lr, beta: Double
///   func update(_ block: UpdateBlock<Float>) { advance(block, Float(lr), Float(beta)) }
///   func update(_ block: UpdateBlock<Double>) { advance(block, lr, beta) }
///
///   private func advance<T: BinaryFloatingPoint>(_ block: UpdateBlock<T>, _ lr: T, _ beta: T) {
///     let (w, m) = (block.weight, block.state[0])
///     block.withGradient { g in
///       for i in 0..<block.count {
///         m[i] = beta * m[i] + (1 - beta) * g[i]
///         w[i] -= m[i] > 0 ? lr : (m[i] < 0 ? -lr : 0)
///       }
///     }
///   }
/// }
/// ```
/// Elements are independent of each other: a rule sees neither the whole parameter nor where a block stands,
/// and gives the same bits for every number of threads. Parameters of `bfloat16` are passed in `Float`
/// and rounded afterwards.
public protocol UpdateRule: Sendable {
  /// Changes a block of a `float32` parameter.
  func update(_ block: UpdateBlock<Float>)
  /// Changes a block of a `float64` parameter.
  func update(_ block: UpdateBlock<Double>)
}

/// Some elements of a parameter with their state and their gradient; valid during ``UpdateRule/update(_:)-(UpdateBlock<Float>)``.
public struct UpdateBlock<Element: BinaryFloatingPoint> {
  /// The number of elements.
  public let count: Int
  let weightStart: UnsafeMutablePointer<Element>
  let stateStarts: [UnsafeMutablePointer<Element>]
  let gradient: BlockGradient

  /// The elements.
  public var weight: UnsafeMutableBufferPointer<Element> {
    UnsafeMutableBufferPointer(start: weightStart, count: count)
  }

  /// The same elements of each state tensor, in the order in which ``ParameterUpdate/state`` lists them.
  public var state: [UnsafeMutableBufferPointer<Element>] {
    stateStarts.map { UnsafeMutableBufferPointer(start: $0, count: count) }
  }

  /// Calls `body` with the gradient of the elements, formed if it is not.
  public func withGradient(_ body: (UnsafeBufferPointer<Element>) -> Void) {
    withGradientStart { body(UnsafeBufferPointer(start: $0, count: count)) }
  }

  func withGradientStart(_ body: (UnsafePointer<Element>) -> Void) {
    gradient.withMemory { body($0.assumingMemoryBound(to: Element.self)) }
  }
}

/// A sample or a batch that has been read, of which random draws may still be missing.
///
/// A ``DataLoader`` that prefetches has sets prepare what they can on other threads. What is left
/// is done when the batch is delivered, on the thread that iterates: random numbers are then drawn in
/// the order in which they are drawn without prefetching.
///
/// ```swift
/// func prepare(_ indices: [Int]) -> Prepared<Tensor> {
///   let images = read(indices)                        // on any thread
///   return .drawing { noisy(images) }                 // on the iterating thread
/// }
/// ```
public enum Prepared<Value> {
  /// All is done.
  case complete(Value)
  /// What is left draws random numbers.
  case drawing(() -> Value)

  /// The value, after the draws that are missing.
  public func finished() -> Value {
    switch self {
    case .complete(let value): value
    case .drawing(let finish): finish()
    }
  }

  /// What a function makes of the value, at once where nothing is missing.
  ///
  /// - Parameters:
  ///   - drawsNumbers: Whether the function draws random numbers, so that its turn comes later.
  ///   - transform: The function.
  public func map<Result>(
    drawsNumbers: Bool = false, _ transform: @escaping (Value) -> Result
  ) -> Prepared<Result> {
    switch self {
    case .complete(let value) where !drawsNumbers: .complete(transform(value))
    case .complete(let value): .drawing { transform(value) }
    case .drawing(let finish): .drawing { transform(finish()) }
    }
  }
}

extension Prepared {
  /// Several values as one, whose draws are made in their order.
  static func all(_ parts: [Prepared]) -> Prepared<[Value]> {
    let done = parts.compactMap { part -> Value? in
      if case .complete(let value) = part { return value }
      return nil
    }
    return done.count == parts.count
      ? .complete(done) : .drawing { parts.map { $0.finished() } }
  }
}

internal import Kagami

/// The indices in order.
///
/// ```swift
/// Array(SequentialSampler(count: 3))                  // [0, 1, 2]
/// ```
/// Source: <https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.SequentialSampler>.
public struct SequentialSampler: Sampler {
  /// The number of samples.
  public let count: Int

  /// The indices below `count`.
  ///
  /// - Parameter count: The number of samples, 0 or more.
  public init(count: Int) {
    if count < 0 { misuse("SequentialSampler", "\(count) samples", hint: "use 0 or more") }
    self.count = count
  }

  /// Begins a loop, which draws nothing.
  public func makeIterator() -> DrawnIndices {
    var isDone = false
    return DrawnIndices(isStreamShared: false) {
      if isDone { return nil }
      isDone = true
      return Array(0..<count)
    }
  }
}

public import Kagami
public import KagamiNN

extension ProcessGroup {
  /// Replaces gradients by their means over the ranks: what ``DistributedDataParallel`` does, where a loop says so.
  ///
  /// ```swift
  /// loss.backward()
  /// try world.averageGradients(of: model.parameters())
  /// optimizer.step()
  /// ```
  /// A rank without a gradient that others have counts with zeros; where none has it, there is none after.
  ///
  /// - Parameters:
  ///   - parameters: In one order on all ranks.
  ///   - wire: The type in which gradients are sent, where it is another; see ``allReduce(_:by:sentAs:)``.
  /// - Throws: ``DistributedError`` if ranks disagree or the library fails.
  public func averageGradients(
    of parameters: [Parameter], sentAs wire: DType? = nil
  ) throws(DistributedError) {
    if size == 1 { return }
    let reducer = GradientReducer(
      group: self, parameters: parameters, bucketBytes: Self.bucketBytes, wire: wire)
    let own = parameters.indices.filter { parameters[$0].accumulatedGradient != nil }
    _ = try reducer.reduce(own)
  }

  /// What a bucket of gradients holds unless said: PyTorch's 25 MiB.
  static let bucketBytes = 25 << 20
}

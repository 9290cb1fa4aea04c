internal import Kagami
internal import KagamiNN

/// Averages gradients over ranks, one bucket after the other.
///
/// A class: reflection, which finds a module's parameters, does not search it.
final class GradientReducer {
  let group: ProcessGroup
  let parameters: [Parameter]
  /// What a bucket holds at most.
  let bucketBytes: Int
  /// The type in which gradients are sent, where it is another.
  let wire: DType?

  init(group: ProcessGroup, parameters: [Parameter], bucketBytes: Int, wire: DType?) {
    (self.group, self.parameters) = (group, parameters)
    (self.bucketBytes, self.wire) = (bucketBytes, wire)
  }

  /// Replaces the gradients of some parameters by their means over the ranks.
  ///
  /// A rank without one of them, which others have, counts with zeros.
  ///
  /// - Parameter own: The places of those that this rank has new gradients of.
  /// - Returns: The places of those that any rank has.
  func reduce(_ own: [Int]) throws(DistributedError) -> [Int] {
    let used = try union(own)
    for bucket in GradientBuckets(parameters, at: used, bytes: bucketBytes).buckets {
      try reduce(bucket)
    }
    return used
  }

  /// The places that any rank has.
  private func union(_ own: [Int]) throws(DistributedError) -> [Int] {
    var marks = [UInt8](repeating: 0, count: (parameters.count + 7) / 8)
    for index in own { marks[index / 8] |= 1 << (index % 8) }
    let all = try group.exchange(marks, filler: 0)
    return parameters.indices.filter { index in
      all.contains { $0[index / 8] & 1 << (index % 8) != 0 }
    }
  }

  private func reduce(_ bucket: GradientBuckets.Bucket) throws(DistributedError) {
    var row = Tensor(uninitialized: [bucket.count], dtype: bucket.dtype, device: .cpu)
    var start = 0
    for index in bucket.indices {
      let parameter = parameters[index]
      write(parameter, into: row, at: start)
      start += parameter.count
    }
    try group.reduce(&row, by: .average, as: row, sentAs: wire)
    start = 0
    for index in bucket.indices {
      let parameter = parameters[index]
      let shape = parameter.shape
      parameter.grad = row.view(
        shape: shape, strides: shape.contiguousStrides, offset: start
      ).to(parameter.device)
      start += parameter.count
    }
  }

  /// Writes a gradient into its place in the row; zeros where there is none.
  private func write(_ parameter: Parameter, into row: Tensor, at start: Int) {
    let shape = parameter.shape
    let place = row.view(shape: shape, strides: shape.contiguousStrides, offset: start)
    guard let gradient = parameter.accumulatedGradient else {
      row.device.backend.fill(place.operand, with: 0)
      return
    }
    if parameter.device == row.device {
      gradient.write(into: place.operand)
    } else {
      gradient.formed().withHostBytes {
        row.memory(start..<start + parameter.count).copyMemory(from: $0)
      }
    }
  }
}

extension ProcessGroup {
  /// Every rank's record, in the order of ranks.
  ///
  /// - Parameter record: This rank's; of one length on all.
  func exchange<Element: BitwiseCopyable>(
    _ record: [Element], filler: Element
  ) throws(DistributedError) -> [[Element]] {
    var header = CollectiveHeader(.records)
    header.shape = [record.count]
    let all = try collective(header) { transport throws(DistributedError) in
      try transport.allGather(record, filler: filler)
    }
    guard let all else { return [record] }
    return (0..<size).map { Array(all[$0 * record.count..<($0 + 1) * record.count]) }
  }
}

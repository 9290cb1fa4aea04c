internal import KagamiKernels

// Standardization of the channels of images and sequences, which lie in as many runs as there are images: each channel
// is gathered as a row, and its result put back, while it is in the second-level cache.
extension CPUBackend {
  /// As ``standardize(_:axes:eps:)``, along all axes but one that is not the last.
  func standardizeChannels(_ x: Operand, axes: [Int], eps: Double) -> StandardizedOperands? {
    guard let channels = Channels(x, axes: axes) else { return nil }
    let made = StandardizedOperands(like: x, axes: axes, of: self)
    func run<T: CPUElement>(_: T.Type) {
      nonisolated(unsafe) let (mean, variance, scale) = (
        made.mean.typed(T.self), made.variance.typed(T.self), made.scale.typed(T.self)
      )
      channels.map([x.typed(T.self)], into: made.result.typed(T.self)) { channel, rows, result in
        T.standardize(
          rows: 1, columns: channels.length, rows[0], eps: eps, into: result,
          mean: mean + channel, variance: variance + channel, scale: scale + channel)
      }
    }
    run(channels.element)
    return made
  }

  /// As ``standardizeBackward(gradient:output:scale:axes:)``, along all axes but one that is not the last.
  func standardizeChannelsBackward(
    gradient: Operand, output: Operand, scale: Operand, axes: [Int]
  ) -> Operand? {
    guard let channels = Channels(output, axes: axes), gradient.isRowMajor, scale.isRowMajor else {
      return nil
    }
    let target = Operand(output.shape, output.dtype, of: self)
    func run<T: CPUElement>(_: T.Type) {
      nonisolated(unsafe) let scales = scale.typed(T.self)
      channels.map(
        [gradient.typed(T.self), output.typed(T.self)], into: target.typed(T.self)
      ) { channel, rows, result in
        T.standardizeBackward(
          rows: 1, columns: channels.length, gradient: rows[0], output: rows[1],
          scale: scales + channel, into: result)
      }
    }
    run(channels.element)
    return target
  }
}

/// The slices along one axis of row-major memory, each of as many runs as there are positions in front of it.
private struct Channels: Sendable {
  /// Elements of a channel at most: beyond, its copies would leave the cache.
  private static let longest = 1 << 18
  /// Elements of a run at least.
  private static let shortest = 16

  let element: any CPUElement.Type
  let count: Int
  /// Runs of a channel, and elements of a run.
  private let runs, run: Int

  /// The elements of a channel.
  var length: Int { runs * run }

  /// Nil where more than one axis is kept, or the last, elements lie otherwise or have no kernels, or there are none.
  init?(_ x: Operand, axes: [Int]) {
    let kept = x.shape.indices.filter { !axes.contains($0) }
    guard kept.count == 1, let element = x.dtype.kernelElement, x.isRowMajor,
      x.shape.elementCount > 0
    else { return nil }
    self.element = element
    count = x.shape[kept[0]]
    runs = x.shape.indices.prefix(kept[0]).reduce(1) { $0 * x.shape[$1] }
    run = x.shape.elementCount / (count * runs)
    if run < Self.shortest || length > Self.longest { return nil }
  }

  /// Writes what `body` makes of each channel's rows; threads share the channels.
  func map<T: CPUElement>(
    _ operands: [UnsafeMutablePointer<T>], into target: UnsafeMutablePointer<T>,
    _ body:
      @Sendable (
        _ channel: Int, _ rows: [UnsafeMutablePointer<T>], _ result: UnsafeMutablePointer<T>
      ) -> Void
  ) {
    nonisolated(unsafe) let (operands, target) = (operands, target)
    Threads.forEachBlock(of: count, size: max(1, CPUBackend.share / length)) { block in
      let memory = UnsafeMutablePointer<T>.allocate(capacity: (operands.count + 1) * length)
      defer { memory.deallocate() }
      let rows = operands.indices.map { memory + ($0 + 1) * length }
      for channel in block {
        for (row, operand) in zip(rows, operands) {
          T.copy(
            rows: runs, count: run, operand + channel * run, leading: count * run, stride: 1,
            into: row, leading: run, stride: 1)
        }
        body(channel, rows, memory)
        T.copy(
          rows: runs, count: run, memory, leading: run, stride: 1, into: target + channel * run,
          leading: count * run, stride: 1)
      }
    }
  }
}

extension ConvolutionJob {
  /// Blocks that threads share, where there are so many.
  private static var wanted: Int { 16 }
  /// Elements of gradients that parts of a batch are added up to at most, before those are.
  private static var mostPartial: Int { 1 << 20 }

  /// Channels, `size` of them at a time.
  private func channels(_ block: Int, size: Int) -> Range<Int> {
    block * size..<min(shape.channels, (block + 1) * size)
  }

  /// `Wᵀ · dY` for each strip, folded, to the bias: blocks are some channels of a group of images each.
  func imageGradient() {
    nonisolated(unsafe) let job = self
    let outer = strips.rows * shape.groups
    // A few dozen rows at least, for products of fewer take longer.
    let parts = max(1, min(Self.wanted / max(outer, 1), shape.depth / 64))
    let size = max(1, (shape.channels + parts - 1) / parts)
    let across = (shape.channels + size - 1) / size
    Threads.forEachBlock(of: outer * across, size: 1, flushing: true) { block in
      let (rest, part) = block.lowerBound.quotientAndRemainder(dividingBy: across)
      let (row, group) = rest.quotientAndRemainder(dividingBy: job.shape.groups)
      job.imageGradient(row, group, job.channels(part, size: size))
    }
  }

  private func imageGradient(_ row: Int, _ group: Int, _ channels: Range<Int>) {
    let rows = channels.count * shape.window.size
    let start = group * shape.outputs * shape.depth + channels.lowerBound * shape.window.size
    let w = matrix(weight + start, shape.outputs, rows, leading: shape.depth).transposed
    for image in strips.images(row) {
      let plane = images + shape.plane(image, group, channels.lowerBound)
      guard let bias else {
        Element.fill(count: channels.count * shape.pixels, 0, into: plane)
        continue
      }
      for (index, channel) in channels.enumerated() {
        Element.fill(
          count: shape.pixels, Double(bias[group * shape.channels + channel]),
          into: plane + index * shape.pixels)
      }
    }
    for index in row * strips.pieces..<(row + 1) * strips.pieces {
      let strip = strips[index]
      withGradient(strip, group) { gradient in
        if shape.isPointwise, strip.images.count == 1 {
          let plane = shape.plane(strip.images.lowerBound, group, channels.lowerBound)
          return BLAS.multiplyBlock(
            w, gradient, into: images + plane + strip.positions.lowerBound, leading: shape.pixels,
            accumulating: bias != nil)
        }
        MemoryPool.withBuffer(of: Element.self, count: rows * strip.columns) { u in
          BLAS.multiplyBlock(w, gradient, into: u, leading: strip.columns, accumulating: false)
          for (position, image) in strip.images.enumerated() {
            Element.fold(
              shape.walk, channels: channels.count, u + position * strip.positions.count,
              leading: strip.columns, positions: strip.positions,
              into: images + shape.plane(image, group, channels.lowerBound))
          }
        }
      }
    }
  }

  /// The sum over strips of `dY · Uᵀ`: blocks are some channels and a part of the strips each.
  func weightGradient() {
    nonisolated(unsafe) let job = self
    let (count, groups) = (shape.weightCount, shape.groups)
    guard strips.count > 0, count > 0 else {
      return Element.fill(count: count, 0, into: weight)
    }
    let size = max(1, shape.channels / max(1, shape.depth / 256))
    let across = (shape.channels + size - 1) / size
    let fitting = min(Self.wanted / (groups * across), Self.mostPartial / count)
    let length = (strips.count + max(1, fitting) - 1) / max(1, fitting)
    let parts = (strips.count + length - 1) / length
    // The first part is added up where the gradient lies, the others behind one another.
    MemoryPool.withBuffer(of: Element.self, count: (parts - 1) * count) { memory in
      nonisolated(unsafe) let partial = memory
      Threads.forEachBlock(of: parts * groups * across, size: 1, flushing: true) { block in
        let (rest, channels) = block.lowerBound.quotientAndRemainder(dividingBy: across)
        let (part, group) = rest.quotientAndRemainder(dividingBy: groups)
        job.weightGradient(
          of: part * length..<min(job.strips.count, (part + 1) * length), group,
          job.channels(channels, size: size),
          into: part == 0 ? job.weight : partial + (part - 1) * count)
      }
      Threads.forEachBlock(of: count, size: 1 << 14, flushing: true) { range in
        for part in 0..<parts - 1 {
          Element.accumulate(
            count: range.count, partial + part * count + range.lowerBound,
            into: job.weight + range.lowerBound)
        }
      }
    }
  }

  private func weightGradient(
    of range: Range<Int>, _ group: Int, _ channels: Range<Int>,
    into target: UnsafeMutablePointer<Element>
  ) {
    let start = group * shape.outputs * shape.depth + channels.lowerBound * shape.window.size
    for index in range {
      let strip = strips[index]
      withGradient(strip, group) { gradient in
        withUnfolded(strip, group, channels) { u in
          BLAS.multiplyBlock(
            gradient, u.transposed, into: target + start, leading: shape.depth,
            accumulating: index > range.lowerBound)
        }
      }
    }
  }

  /// Calls `body` with the gradient of a strip's results, `[outputs, columns]`.
  private func withGradient(
    _ strip: ConvolutionStrips.Strip, _ group: Int, _ body: (MatrixView<Element>) -> Void
  ) {
    if strip.images.count == 1 {
      let start = shape.result(strip.images.lowerBound, group) + strip.positions.lowerBound
      return body(
        matrix(results + start, shape.outputs, strip.columns, leading: shape.positions))
    }
    MemoryPool.withBuffer(of: Element.self, count: shape.outputs * strip.columns) { packed in
      eachRow(of: strip, group, packed: packed) { row, packed, count in
        Element.copy(count: count, row, stride: 1, into: packed, stride: 1)
      }
      body(matrix(packed, shape.outputs, strip.columns))
    }
  }
}

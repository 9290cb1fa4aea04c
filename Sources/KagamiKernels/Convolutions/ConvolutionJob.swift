/// Which of a convolution's three tensors is computed from the other two.
package enum ConvolutionTarget: Sendable { case results, images, weight }

/// A convolution, or its gradient by images or by weight: strips are unfolded, so that each is a matrix product.
///
/// Memory is row-major without gaps. Products of strips run on one thread each, and threads share the strips.
package struct ConvolutionJob<Element: KernelElement> {
  let target: ConvolutionTarget
  let shape: ConvolutionShape
  let strips: ConvolutionStrips
  let images, weight, results: UnsafeMutablePointer<Element>
  /// One summand for each output, or for each channel of images where those are computed, or nil.
  let bias: UnsafePointer<Element>?

  package init(
    _ target: ConvolutionTarget, _ shape: ConvolutionShape, images: UnsafeMutablePointer<Element>,
    weight: UnsafeMutablePointer<Element>, results: UnsafeMutablePointer<Element>,
    bias: UnsafePointer<Element>? = nil
  ) {
    (self.target, self.shape, self.bias) = (target, shape, bias)
    (self.images, self.weight, self.results) = (images, weight, results)
    strips = ConvolutionStrips(shape)
  }

  /// Computes the target.
  func run() {
    if runWhole() { return }
    _ = BLAS.singleThreaded
    switch target {
    case .results: forward()
    case .images: imageGradient()
    case .weight: weightGradient()
    }
  }

  /// `W · U` for each strip, to the bias.
  private func forward() {
    nonisolated(unsafe) let job = self
    let groups = shape.groups
    Threads.forEachBlock(of: groups * strips.count, size: 1, flushing: true) { block in
      let (group, strip) = (block.lowerBound % groups, job.strips[block.lowerBound / groups])
      if strip.images.count == 1 {
        let start = job.shape.result(strip.images.lowerBound, group) + strip.positions.lowerBound
        job.multiply(strip, group, into: job.results + start, leading: job.shape.positions)
      } else {
        MemoryPool.withBuffer(of: Element.self, count: job.shape.outputs * strip.columns) {
          job.multiply(strip, group, into: $0, leading: strip.columns)
          job.eachRow(of: strip, group, packed: $0) { row, packed, count in
            Element.copy(count: count, packed, stride: 1, into: row, stride: 1)
          }
        }
      }
    }
  }

  /// The results of a strip, whose rows lie `leading` apart.
  private func multiply(
    _ strip: ConvolutionStrips.Strip, _ group: Int, into c: UnsafeMutablePointer<Element>,
    leading: Int
  ) {
    if let bias {
      for output in 0..<shape.outputs {
        Element.fill(
          count: strip.columns, Double(bias[group * shape.outputs + output]),
          into: c + output * leading)
      }
    }
    let w = UnsafePointer(weight + group * shape.outputs * shape.depth)
    withUnfolded(strip, group, 0..<shape.channels) {
      BLAS.multiplyBlock(
        matrix(w, shape.outputs, shape.depth), $0, into: c, leading: leading,
        accumulating: bias != nil)
    }
  }

  /// Calls `body` with the unfolded matrix of a strip for some channels.
  func withUnfolded(
    _ strip: ConvolutionStrips.Strip, _ group: Int, _ channels: Range<Int>,
    _ body: (MatrixView<Element>) -> Void
  ) {
    let (rows, columns) = (channels.count * shape.window.size, strip.columns)
    if shape.isPointwise, strip.images.count == 1 {
      let start = shape.plane(strip.images.lowerBound, group, channels.lowerBound)
      let first = UnsafePointer(images + start + strip.positions.lowerBound)
      return body(matrix(first, rows, columns, leading: shape.pixels))
    }
    MemoryPool.withBuffer(of: Element.self, count: rows * columns) { u in
      for (index, image) in strip.images.enumerated() {
        Element.unfold(
          shape.walk, channels: channels.count,
          images + shape.plane(image, group, channels.lowerBound), positions: strip.positions,
          into: u + index * strip.positions.count, leading: columns)
      }
      body(matrix(u, rows, columns))
    }
  }

  /// Calls `body` with each row of each image's results, and with its part of a matrix of the whole strip.
  func eachRow(
    of strip: ConvolutionStrips.Strip, _ group: Int, packed: UnsafeMutablePointer<Element>,
    _ body: (
      _ row: UnsafeMutablePointer<Element>, _ packed: UnsafeMutablePointer<Element>, _ count: Int
    ) -> Void
  ) {
    let width = strip.positions.count
    for (index, image) in strip.images.enumerated() {
      let start = shape.result(image, group) + strip.positions.lowerBound
      for output in 0..<shape.outputs {
        body(
          results + start + output * shape.positions,
          packed + output * strip.columns + index * width, width)
      }
    }
  }

  /// Row-major memory as a matrix.
  func matrix(
    _ pointer: UnsafePointer<Element>, _ rows: Int, _ columns: Int, leading: Int? = nil
  ) -> MatrixView<Element> {
    MatrixView(
      pointer, rows: rows, columns: columns, rowStride: leading ?? columns, columnStride: 1)
  }
}

extension MatrixView {
  /// The same memory with rows and columns exchanged.
  var transposed: MatrixView {
    MatrixView(
      pointer, rows: columns, columns: rows, rowStride: columnStride, columnStride: rowStride)
  }
}

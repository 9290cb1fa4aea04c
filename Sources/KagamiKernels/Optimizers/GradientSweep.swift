internal import CKernels

/// Gradients of several parameters, each formed block by block where it is used at once.
///
/// A weight's gradient `dYᵀ·X` is as large as the weight, and an optimizer reads it once. Formed a
/// block at a time, it never leaves the cache: at a batch of one that is a third of all the memory
/// that a training step would touch.
package struct GradientSweep {
  /// One summand `dYᵀ·X` of a weight's gradient.
  package struct Product {
    /// dY: `[batch, rows]`, lines `gradientLeading` apart.
    package var gradient: UnsafePointer<Float>
    package var gradientLeading: Int
    /// X: `[batch, columns]`, lines `inputLeading` apart.
    package var input: UnsafePointer<Float>
    package var inputLeading: Int
    package var batch: Int

    package init(
      gradient: UnsafePointer<Float>, gradientLeading: Int, input: UnsafePointer<Float>,
      inputLeading: Int, batch: Int
    ) {
      (self.gradient, self.gradientLeading) = (gradient, gradientLeading)
      (self.input, self.inputLeading, self.batch) = (input, inputLeading, batch)
    }
  }

  /// Where one parameter's gradient comes from.
  package enum Source {
    /// It is there already.
    case dense(UnsafePointer<Float>, count: Int)
    /// It is the sum of a base, if there is one, and products, in this order; `[rows, columns]`.
    case products([Product], onto: UnsafePointer<Float>?, rows: Int, columns: Int)

    fileprivate var samples: SampleSum? {
      guard case .products(let products, nil, _, let columns) = self else { return nil }
      return SampleSum(products, columns: columns)
    }
  }

  private let sources: [Source]

  package init(_ sources: [Source]) { self.sources = sources }

  /// Whether products of these extents are formed by the sweep as fast as in one piece.
  package static func serves(rows: Int, columns: Int, batch: Int) -> Bool {
    guard rows > 0, columns > 0, columns <= elements / 16, SkinnyProduct.isAllowed else {
      return false
    }
    if batch == 1 { return true }
    return batch > 1 && SkinnyProduct.isAvailable && rows * columns >= SkinnyProduct.smallestWeights
  }

  /// Elements of a block, at most: with a weight and two moments beside it, about what a
  /// second-level cache holds.
  private static let elements = 1 << 16

  /// Some of a source's elements, whose gradient is formed where it is used.
  package struct Block {
    /// The position of the source.
    package let source: Int
    /// Its elements: whole rows of products.
    package let range: Range<Int>
    /// The gradient, where it is so simple that the block's user may form it in registers.
    package let samples: SampleSum?
    fileprivate let origin: Source
    fileprivate let panels: [UnsafePointer<Float>?]
    fileprivate let log: BLASLog?

    /// Runs `body` with the gradient of the block in memory.
    package func withFormed(_ body: (UnsafePointer<Float>) -> Void) {
      switch origin {
      case .dense(let gradient, _): body(gradient + range.lowerBound)
      case .products(let products, let base, _, let columns):
        Scratch.withBuffer { scratch in
          form(products, panels, onto: base, elements: range, columns: columns, into: scratch)
          body(scratch)
        }
      }
    }

    fileprivate func noteExecuted() {
      guard let log, case .products(let products, _, _, _) = origin else { return }
      for product in products { log.noteExecuted(2 * range.count * product.batch) }
    }
  }

  /// Calls `body` for each block, several at a time where there are several; subnormal numbers count
  /// as zero in it.
  package func forEachBlock(_ body: @Sendable (Block) -> Void) {
    var blocks: [(source: Int, range: Range<Int>, place: Double)] = []
    for (index, source) in sources.enumerated() {
      let (count, size) = Self.sizes(of: source)
      for start in stride(from: 0, to: count, by: size) {
        blocks.append((index, start..<min(count, start + size), Double(start) / Double(count)))
      }
    }
    // The same part of every source together: it falls to the thread that computes those outputs of the layer.
    blocks.sort { ($0.place, $0.source) < ($1.place, $1.source) }
    withPanels { panels in
      nonisolated(unsafe) let (sources, samples, panels) = (sources, sources.map(\.samples), panels)
      let (all, log) = (blocks, BLASLog.current)
      Threads.forEachBlock(of: all.count, size: 1, flushing: true) { position in
        let (source, range, _) = all[position.lowerBound]
        let block = Block(
          source: source, range: range, samples: samples[source], origin: sources[source],
          panels: panels[source], log: log)
        block.noteExecuted()
        body(block)
      }
    }
  }

  /// How many elements a source has, and how many of them make a block: whole rows of products.
  private static func sizes(of source: Source) -> (count: Int, size: Int) {
    switch source {
    case .dense(_, let count): (count, elements)
    case .products(_, _, let rows, let columns):
      (rows * columns, max(1, elements / columns) * columns)
    }
  }

  /// Runs `body` with the inputs of all products copied into panels; nil for batches of one.
  private func withPanels(_ body: ([[UnsafePointer<Float>?]]) -> Void) {
    var pieces: [(product: Product, columns: Int, offset: Int, rows: Range<Int>)] = []
    var offsets: [[Int?]] = []
    var size = 0
    for source in sources {
      guard case .products(let products, _, let rows, let columns) = source else {
        offsets.append([])
        continue
      }
      offsets.append(
        products.map { product in
          BLASLog.current?.note(
            BLASCall(
              product.batch == 1 ? .ger : .gemm, m: rows, n: columns, k: product.batch,
              layout: "TN"))
          BLASLog.current?.noteOwn()
          guard product.batch > 1 else { return nil }
          for first in stride(from: 0, to: product.batch, by: SkinnyJob.depth) {
            pieces.append(
              (product, columns, size, first..<min(product.batch, first + SkinnyJob.depth)))
          }
          defer { size += SkinnyProduct.padded(columns) * product.batch }
          return size
        })
    }
    guard size > 0 else {
      body(offsets.map { $0.map { _ in nil } })
      return
    }
    nonisolated(unsafe) let all = pieces
    MemoryPool.withBuffer(of: Float.self, count: size) { buffer in
      nonisolated(unsafe) let buffer = buffer
      Threads.forEachBlock(of: all.count, size: 1) { position in
        let (product, columns, offset, rows) = all[position.lowerBound]
        kg_pack_rows_f32(
          rows.count, columns, product.input + rows.lowerBound * product.inputLeading,
          product.inputLeading,
          buffer + offset + rows.lowerBound * SkinnyProduct.padded(columns))
      }
      body(offsets.map { $0.map { offset in offset.map { UnsafePointer(buffer + $0) } } })
    }
  }
}

/// Computes some rows of a gradient.
private func form(
  _ products: [GradientSweep.Product], _ panels: [UnsafePointer<Float>?],
  onto base: UnsafePointer<Float>?, elements: Range<Int>, columns: Int,
  into scratch: UnsafeMutablePointer<Float>
) {
  let (row, rows) = (elements.lowerBound / columns, elements.count / columns)
  if let base { scratch.update(from: base + elements.lowerBound, count: elements.count) }
  var isFirst = base == nil
  for (product, panels) in zip(products, panels) {
    let gradient = product.gradient + row
    guard let panels else {
      kg_outer_f32(rows, columns, gradient, 1, product.input, scratch, columns, isFirst ? 0 : 1)
      isFirst = false
      continue
    }
    SkinnyJob.accumulate(
      rows: rows, columns: columns, batch: product.batch, gradient, product.gradientLeading,
      panels, into: scratch, leading: columns, isFirst: isFirst)
    isFirst = false
  }
}

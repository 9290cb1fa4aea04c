internal import CKernels

/// One product by the kernels for small batches, cut into blocks that threads share.
///
/// The borders of the blocks, and the order of summation, depend on the extents alone.
struct SkinnyJob {
  let a: MatrixView<Float>
  let b: MatrixView<Float>
  let c: UnsafeMutablePointer<Float>
  let leading: Int
  let accumulating: Bool
  let epilogue: BLAS.Epilogue<Float>

  var m: Int { a.rows }
  var n: Int { b.columns }
  var k: Int { a.columns }

  /// Columns that a thread packs at a time: whole panels at every level.
  private static let columns = 64
  /// Samples of a batch whose panels fit the second-level cache.
  private static let samples = 256
  /// Samples that weight gradients add up at a time.
  static let depth = 128
  /// Elements below which copying is not worth sharing.
  private static let smallCopy = 1 << 15

  /// The extent of a block: a sixteenth of `extent`, in whole vectors; all of it in small products.
  func block(of extent: Int, atLeast smallest: Int) -> Int {
    m * n * k < 1 << 20 ? extent : max(smallest, SkinnyProduct.padded((extent + 15) / 16))
  }

  /// `X·Wᵀ`: the batch is copied, turned; the weights are read where they lie.
  func forward() {
    nonisolated(unsafe) let job = self
    let size = SkinnyProduct.padded(m) * k
    MemoryPool.withBuffer(of: Float.self, count: size) { buffer in
      nonisolated(unsafe) let panels = buffer
      Threads.forEachBlock(of: k, size: size <= Self.smallCopy ? k : 128) { range in
        kg_pack_columns_f32(
          job.m, range.lowerBound, range.upperBound, job.k, job.a.pointer, job.a.leading, panels)
      }
      let width = block(of: n, atLeast: 32)
      // As many samples at a time as the second-level cache holds: outputs run fastest.
      Threads.forEachBlock(
        ofRows: m, size: Self.samples, columns: n, size: width, flushing: true
      ) { rows, columns in
        let target = job.c + rows.lowerBound * job.leading + columns.lowerBound
        kg_skinny_columns_f32(
          rows.count, columns.count, job.k, job.b.pointer + columns.lowerBound * job.b.leading,
          job.b.leading, panels + rows.lowerBound * job.k, target, job.leading,
          job.accumulating ? 1 : 0)
        job.noteExecuted(rows: rows.count, columns: columns.count)
        job.epilogue.apply(rows: rows, columns: columns, to: target, leading: job.leading)
      }
    }
  }

  /// `dY·W`: each thread copies a panel of weights, then multiplies all of the batch by it.
  func inputGradient() {
    nonisolated(unsafe) let job = self
    Threads.forEachBlock(of: n, size: m * n * k < 1 << 20 ? n : Self.columns, flushing: true) {
      range in
      Scratch.withBuffer { panels in
        for column in stride(from: range.lowerBound, to: range.upperBound, by: Self.columns) {
          let width = min(Self.columns, range.upperBound - column)
          let target = job.c + column
          // Inner extents beyond the scratch memory are done in parts.
          let part = Scratch.count / Self.columns
          for first in stride(from: 0, to: job.k, by: part) {
            let depth = min(part, job.k - first)
            kg_pack_rows_f32(
              depth, width, job.b.pointer + first * job.b.leading + column, job.b.leading, panels)
            kg_skinny_rows_f32(
              job.m, width, depth, job.a.pointer + first, job.a.leading, 1, panels, target,
              job.leading, job.accumulating || first > 0 ? 1 : 0)
          }
          job.noteExecuted(rows: job.m, columns: width)
          job.epilogue.apply(
            rows: 0..<job.m, columns: column..<column + width, to: target, leading: job.leading)
        }
      }
    }
  }

  /// `dYᵀ·X`: the batch X is copied into panels, dY is read where it lies.
  ///
  /// A long batch is added up in pieces, while the block of results stays in the cache.
  func weightGradient() {
    nonisolated(unsafe) let job = self
    let width = SkinnyProduct.padded(n)
    MemoryPool.withBuffer(of: Float.self, count: width * k) { buffer in
      nonisolated(unsafe) let panels = buffer
      Threads.forEachBlock(
        ofRows: k, size: Self.depth, columns: n,
        size: width * k <= Self.smallCopy ? n : 4 * Self.columns, flushing: false
      ) { piece, columns in
        kg_pack_rows_f32(
          piece.count, columns.count,
          job.b.pointer + piece.lowerBound * job.b.leading + columns.lowerBound, job.b.leading,
          panels + piece.lowerBound * width + columns.lowerBound * piece.count)
      }
      Threads.forEachBlock(of: m, size: block(of: m, atLeast: 32), flushing: true) { rows in
        let target = job.c + rows.lowerBound * job.leading
        Self.accumulate(
          rows: rows.count, columns: job.n, batch: job.k, job.a.pointer + rows.lowerBound,
          job.a.leading, panels, into: target, leading: job.leading,
          isFirst: !job.accumulating)
        job.noteExecuted(rows: rows.count, columns: job.n)
        job.epilogue.apply(rows: rows, columns: 0..<job.n, to: target, leading: job.leading)
      }
    }
  }

  /// Adds `dYᵀ·X` for some columns of dY to what the target holds, or begins it.
  ///
  /// - Parameters:
  ///   - gradient: The first of the columns; rows of dY lie `gradientLeading` apart.
  ///   - panels: All of X, packed piece by piece.
  static func accumulate(
    rows: Int, columns: Int, batch: Int, _ gradient: UnsafePointer<Float>, _ gradientLeading: Int,
    _ panels: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>, leading: Int,
    isFirst: Bool
  ) {
    let width = SkinnyProduct.padded(columns)
    for first in stride(from: 0, to: batch, by: depth) {
      kg_skinny_rows_f32(
        rows, columns, min(depth, batch - first), gradient + first * gradientLeading, 1,
        gradientLeading, panels + first * width, target, leading, isFirst && first == 0 ? 0 : 1)
    }
  }

  /// `dyᵀ·x`: each element is written once, where BLAS's `ger` needs it set to zero and adds.
  func outer() {
    nonisolated(unsafe) let job = self
    Threads.forEachBlock(of: m, size: max(1, 4 * Self.smallCopy / n), flushing: true) { range in
      let target = job.c + range.lowerBound * job.leading
      kg_outer_f32(
        range.count, job.n, job.a.pointer + range.lowerBound * job.a.rowStride, job.a.rowStride,
        job.b.pointer, target, job.leading, job.accumulating ? 1 : 0)
      job.noteExecuted(rows: range.count, columns: job.n)
      job.epilogue.apply(rows: range, columns: 0..<job.n, to: target, leading: job.leading)
    }
  }

  func noteExecuted(rows: Int, columns: Int) {
    log?.noteExecuted(2 * rows * columns * k)
  }

  private let log = BLASLog.current

  init(
    a: MatrixView<Float>, b: MatrixView<Float>, c: UnsafeMutablePointer<Float>, leading: Int,
    accumulating: Bool, epilogue: BLAS.Epilogue<Float>
  ) {
    (self.a, self.b, self.c) = (a, b, c)
    (self.leading, self.accumulating, self.epilogue) = (leading, accumulating, epilogue)
  }
}

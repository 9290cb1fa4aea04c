internal import CKernels

// The products of so few rows that the weights' way from memory is what counts: nothing is copied.
extension SkinnyJob {
  /// `X·Wᵀ`: threads share the outputs.
  func forwardOfFew() {
    nonisolated(unsafe) let job = self
    Threads.forEachBlock(of: n, size: block(of: n, atLeast: 32), flushing: true) { columns in
      let target = job.c + columns.lowerBound
      kg_few_columns_f32(
        job.m, columns.count, job.k, job.a.pointer, job.a.leading,
        job.b.pointer + columns.lowerBound * job.b.leading, job.b.leading, target, job.leading,
        job.accumulating ? 1 : 0)
      job.noteExecuted(rows: job.m, columns: columns.count)
      job.epilogue.apply(rows: 0..<job.m, columns: columns, to: target, leading: job.leading)
    }
  }

  /// `dY·W`: threads share the columns, of which a block's results stay in the first cache.
  func inputGradientOfFew() {
    nonisolated(unsafe) let job = self
    // An even number of blocks of nearly one size.
    let pieces = 2 * ((n + 511) / 512)
    let size = m * n * k < 1 << 20 ? n : max(64, SkinnyProduct.padded((n + pieces - 1) / pieces))
    Threads.forEachBlock(of: n, size: size, flushing: true) { columns in
      let target = job.c + columns.lowerBound
      kg_few_rows_f32(
        job.m, columns.count, job.k, job.a.pointer, job.a.leading,
        job.b.pointer + columns.lowerBound, job.b.leading, target, job.leading,
        job.accumulating ? 1 : 0)
      job.noteExecuted(rows: job.m, columns: columns.count)
      job.epilogue.apply(rows: 0..<job.m, columns: columns, to: target, leading: job.leading)
    }
  }
}

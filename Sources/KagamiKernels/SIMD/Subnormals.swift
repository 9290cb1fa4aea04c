internal import CKernels

/// Numbers below the smallest normal one, 1.2e-38 in float32.
///
/// The gradients of a discriminator whose outputs are nearly 0 or 1 are that small, and processors take up to a
/// hundred times as long over them: a training step was measured to grow from 10 ms to 42 ms. Products
/// and optimizer steps therefore take them for zero, as XLA does everywhere; they are too small to change a weight.
package enum Subnormals {
  /// Runs `body` with subnormal operands and results taken for zero, on this thread.
  @inline(__always)
  package static func flushed<R>(_ body: () throws -> R) rethrows -> R {
    let mode = kg_begin_flush()
    defer { kg_end_flush(mode) }
    return try body()
  }
}

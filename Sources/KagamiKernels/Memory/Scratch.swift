/// Working memory of one size, lent for a moment.
///
/// As many buffers are made as were ever in use at once: about one for each thread.
enum Scratch {
  /// Floats in a buffer: a panel of 4096 rows of 64, half of a common second-level cache.
  static let count = 1 << 18

  /// Free buffers, as addresses: pointers may not cross a lock.
  private static let free = Guarded<[UInt]>([])

  /// Runs `body` with a buffer, aligned to 64 bytes, of any content.
  static func withBuffer(_ body: (UnsafeMutablePointer<Float>) -> Void) {
    let kept = free.withLock { $0.popLast() }
    let buffer =
      kept.flatMap { UnsafeMutablePointer<Float>(bitPattern: $0) }
      ?? UnsafeMutableRawPointer.allocate(
        byteCount: count * MemoryLayout<Float>.stride, alignment: 64
      ).bindMemory(to: Float.self, capacity: count)
    body(buffer)
    free.withLock { $0.append(UInt(bitPattern: buffer)) }
  }
}

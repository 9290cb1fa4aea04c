package import Kagami

extension Tensor {
  /// Rows of bytes as floats in [−1, 1]: `(x / 255 − 0.5) / 0.5`, the arithmetic of torchvision's
  /// `ToTensor` and `Normalize(0.5, 0.5)`.
  ///
  /// - Parameters:
  ///   - bytes: Rows of `rowLength`.
  ///   - rows: Which rows, in which order; each must be there.
  /// - Returns: `[rows.count, rowLength]`, `float32`.
  package init(normalizing bytes: [UInt8], rows: some Collection<Int>, rowLength: Int) {
    self.init([rows.count, rowLength], of: Float.self) { memory in
      guard let target = memory.baseAddress, rowLength > 0 else { return }
      bytes.withUnsafeBufferPointer { bytes in
        guard let start = bytes.baseAddress else { return }
        Self.normalize(rows, rowLength, of: start, byteCount: bytes.count, into: target)
      }
    }
  }

  /// Bytes that are brought together before they are converted.
  private static let blockSize = 1 << 16

  /// Converts rows, block by block.
  ///
  /// Rows that lie anywhere are first copied to one place: the processor then waits for several of them at
  /// once. Converted where they lie, shuffled rows of MNIST take 1.6 times as long.
  private static func normalize(
    _ rows: some Collection<Int>, _ rowLength: Int, of start: UnsafePointer<UInt8>,
    byteCount: Int, into target: UnsafeMutablePointer<Float>
  ) {
    let blockRows = Swift.max(1, blockSize / rowLength)
    var (target, rest) = (target, rows[...])
    withUnsafeTemporaryAllocation(
      of: UInt8.self, capacity: Swift.min(blockRows, rows.count) * rowLength
    ) { block in
      guard let place = block.baseAddress else { return }
      while !rest.isEmpty {
        var count = 0
        for row in rest.prefix(blockRows) {
          precondition(
            row >= 0 && (row + 1) * rowLength <= byteCount, "row \(row) is not among the images")
          (place + count).update(from: start + row * rowLength, count: rowLength)
          count += rowLength
        }
        normalize(place, count: count, into: target)
        target += count
        rest = rest.dropFirst(blockRows)
      }
    }
  }

  /// Computes `y[i] = (x[i] / 255 − 0.5) / 0.5`.
  private static func normalize(
    _ x: UnsafePointer<UInt8>, count: Int, into y: UnsafeMutablePointer<Float>
  ) {
    for i in 0..<count { y[i] = (Float(x[i]) / 255 - 0.5) / 0.5 }
  }
}

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
      guard var target = memory.baseAddress else { return }
      bytes.withUnsafeBufferPointer { bytes in
        guard let start = bytes.baseAddress else { return }
        for row in rows {
          precondition(
            row >= 0 && (row + 1) * rowLength <= bytes.count, "row \(row) is not among the images")
          Self.normalize(start + row * rowLength, count: rowLength, into: target)
          target += rowLength
        }
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

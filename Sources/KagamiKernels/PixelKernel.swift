internal import CKernels

/// Bytes of images as floats.
package enum PixelKernel {
  /// Computes `y[i] = (x[i] / 255 − 0.5) / 0.5`.
  package static func normalize(
    count: Int, _ x: UnsafePointer<UInt8>, into y: UnsafeMutablePointer<Float>
  ) {
    kg_pixels_f32(count, x, y)
  }
}

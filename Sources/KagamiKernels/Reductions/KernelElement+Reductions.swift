internal import CKernels

extension KernelElement {
  /// The sum of the elements, reassociated over a fixed number of lanes.
  package static func sum(count: Int, _ x: UnsafePointer<Self>, stride: Int) -> Self {
    Self(kg_sum(code, count, x, stride))
  }

  /// The largest of at least one element; NaN if any is.
  package static func maximum(count: Int, _ x: UnsafePointer<Self>, stride: Int) -> Self {
    Self(kg_max(code, count, x, stride))
  }

  /// Computes `y[i] += x[i]`.
  package static func accumulate(
    count: Int, _ x: UnsafePointer<Self>, into y: UnsafeMutablePointer<Self>
  ) {
    kg_accumulate(code, count, x, y)
  }
}

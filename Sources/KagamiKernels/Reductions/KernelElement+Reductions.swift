internal import CKernels

extension KernelElement {
  /// Elements combined, reassociated over a fixed number of lanes.
  package static func reduce(
    _ reduction: ReductionFunction, count: Int, _ x: UnsafePointer<Self>, stride: Int
  ) -> Self {
    Self(kg_reduce(code, reduction, count, x, stride))
  }

  /// The first position of the largest of at least one element, contiguous; NaN counts as largest.
  package static func argmax(count: Int, _ x: UnsafePointer<Self>) -> Int {
    kg_find(code, count, x, kg_reduce(code, .maximum, count, x, 1))
  }

  /// Computes `y[i] += x[i]`.
  package static func accumulate(
    count: Int, _ x: UnsafePointer<Self>, into y: UnsafeMutablePointer<Self>
  ) {
    kg_accumulate(code, count, x, y)
  }
}

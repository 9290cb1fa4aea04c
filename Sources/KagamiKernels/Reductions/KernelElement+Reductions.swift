internal import CKernels

extension KernelElement {
  /// Elements combined, reassociated over a fixed number of lanes.
  package static func reduce(
    _ reduction: ReductionFunction, count: Int, _ x: UnsafePointer<Self>, stride: Int
  ) -> Self {
    Self(kg_reduce(code, reduction, count, x, stride))
  }

  /// Computes `y[i] += x[i]`.
  package static func accumulate(
    count: Int, _ x: UnsafePointer<Self>, into y: UnsafeMutablePointer<Self>
  ) {
    kg_accumulate(code, count, x, y)
  }
}

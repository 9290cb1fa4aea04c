internal import CKernels

extension KernelElement {
  /// Elements combined, reassociated over a fixed number of lanes.
  package static func reduce(
    _ reduction: ReductionFunction, count: Int, _ x: UnsafePointer<Self>, stride: Int
  ) -> Self {
    var result = Self.zero
    reduce(reduction, lines: 1, count: count, x, apart: 0, stride: stride, into: &result, apart: 1)
    return result
  }

  /// The same of several lines, `y[i · apartY]` of the elements `x[i · apart + j · stride]`.
  package static func reduce(
    _ reduction: ReductionFunction, lines: Int, count: Int, _ x: UnsafePointer<Self>, apart: Int,
    stride: Int, into y: UnsafeMutablePointer<Self>, apart apartY: Int
  ) {
    kg_reduce(code, reduction, lines, count, x, apart, stride, y, apartY)
  }

  /// `Σ x[i]²`, over the same lanes.
  package static func sumOfSquares(count: Int, _ x: UnsafePointer<Self>, stride: Int) -> Self {
    Self(kg_sum_of_squares(code, count, x, stride))
  }

  /// The first position of the largest of at least one element, contiguous; NaN counts as largest.
  package static func argmax(count: Int, _ x: UnsafePointer<Self>) -> Int {
    kg_find(code, count, x, Double(reduce(.maximum, count: count, x, stride: 1)))
  }

  /// Computes `y[i] += x[i]`.
  package static func accumulate(
    count: Int, _ x: UnsafePointer<Self>, into y: UnsafeMutablePointer<Self>
  ) {
    kg_accumulate(code, count, x, y)
  }
}

internal import CKernels

// Planes lie side by side, each row-major without gaps.
extension KernelElement {
  /// Writes the elements of the window at some positions: `u[(channel, i, j), position]`, 0 on padding.
  package static func unfold(
    _ walk: WindowWalk, channels: Int, _ x: UnsafePointer<Self>, positions: Range<Int>,
    into u: UnsafeMutablePointer<Self>, leading: Int
  ) {
    withUnsafePointer(to: walk.window) {
      kg_unfold(code, $0, channels, x, positions.lowerBound, positions.upperBound, u, leading)
    }
  }

  /// Adds to each element of `x` all that `unfold` would copy from it; what `u` has on padding is lost.
  package static func fold(
    _ walk: WindowWalk, channels: Int, _ u: UnsafeMutablePointer<Self>, leading: Int,
    positions: Range<Int>, into x: UnsafeMutablePointer<Self>
  ) {
    withUnsafePointer(to: walk.window) {
      kg_fold(code, $0, channels, u, leading, positions.lowerBound, positions.upperBound, x)
    }
  }

  /// The window's largest element at each position, the first of equal ones and the last NaN, and, if asked
  /// for, its place on its plane; −1 where the whole window lies on padding.
  package static func maxPool(
    _ walk: WindowWalk, planes: Int, _ x: UnsafePointer<Self>,
    into y: UnsafeMutablePointer<Self>, places: UnsafeMutablePointer<Int64>?
  ) {
    withUnsafePointer(to: walk.window) { kg_max_pool(code, $0, planes, x, y, places) }
  }

  /// Zeros to which each gradient is added at its place, plane by plane.
  package static func maxPoolBackward(
    planes: Int, outputs: Int, inputs: Int, gradient: UnsafePointer<Self>,
    places: UnsafePointer<Int64>, into x: UnsafeMutablePointer<Self>
  ) {
    kg_max_pool_backward(code, planes, outputs, inputs, gradient, places, x)
  }

  /// The sum of the window's elements at each position.
  package static func sumPool(
    _ walk: WindowWalk, planes: Int, _ x: UnsafePointer<Self>, into y: UnsafeMutablePointer<Self>
  ) {
    withUnsafePointer(to: walk.window) { kg_sum_pool(code, $0, planes, x, y) }
  }

  /// Zeros to which each gradient is added at all elements of its window.
  package static func sumPoolBackward(
    _ walk: WindowWalk, planes: Int, gradient: UnsafePointer<Self>,
    into x: UnsafeMutablePointer<Self>
  ) {
    withUnsafePointer(to: walk.window) { kg_sum_pool_backward(code, $0, planes, gradient, x) }
  }
}

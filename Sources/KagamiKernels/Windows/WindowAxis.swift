/// How a window walks along one axis of images.
///
/// At position `p` its element `i` lies at `p · stride − before + i · dilation`.
package struct WindowAxis: Hashable, Sendable {
  /// Elements of the window.
  package var size: Int
  /// The distance between neighbouring positions.
  package var stride: Int
  /// The distance between neighbouring elements of the window.
  package var dilation: Int
  /// Elements of padding in front of the axis, and behind it.
  package var before, after: Int

  package init(size: Int, stride: Int = 1, dilation: Int = 1, before: Int = 0, after: Int = 0) {
    (self.size, self.stride, self.dilation) = (size, stride, dilation)
    (self.before, self.after) = (before, after)
  }

  /// Elements of the axis from the window's first to its last.
  package var span: Int { (size - 1) * dilation + 1 }

  /// Whether the window is one element that stands on each element of the axis in turn.
  var isTrivial: Bool { size == 1 && stride == 1 && before == 0 && after == 0 }

  /// The window's positions over an axis with its padding: 0 where it does not fit.
  ///
  /// - Parameter roundingUp: Whether there is one more where a rest is left at the end, unless that would begin
  ///   behind the axis's last element.
  package func positions(over extent: Int, roundingUp: Bool = false) -> Int {
    let slack = extent + before + after - span + (roundingUp ? stride - 1 : 0)
    if slack < 0 { return 0 }
    let count = slack / stride + 1
    return roundingUp && (count - 1) * stride >= extent + before ? count - 1 : count
  }

  /// Where an element of the window lies at a position; outside the axis on padding.
  package func place(of element: Int, at position: Int) -> Int {
    position * stride - before + element * dilation
  }

  /// The window's elements that lie on an axis of `extent` elements, and not on padding, at a position.
  package func elements(at position: Int, over extent: Int) -> Range<Int> {
    let start = position * stride - before
    let first = start < 0 ? (dilation - 1 - start) / dilation : 0
    let end = extent > start ? (extent - start - 1) / dilation + 1 : 0
    return min(first, size)..<max(min(first, size), min(end, size))
  }
}

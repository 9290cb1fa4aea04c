extension Tensor {
  /// The elements in reverse order along some axes; a view.
  ///
  /// ```swift
  /// Tensor([1, 2, 3]).flip()                                // 3, 2, 1
  /// ```
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.flip.html>, which copies.
  ///
  /// - Parameter axes: The axes to reverse, each once; all unless given.
  public func flip(axes: [Int]? = nil) -> Tensor {
    checked { () throws(MisuseError) in
      var window = Window(all: shape)
      for axis in try checkedAxes(axes, "flip") where shape[axis] > 0 {
        window.starts[axis] = shape[axis] - 1
        window.steps[axis] = -1
      }
      return record(Slice(window: window), self)
    }
  }

  /// The elements in reverse order along one axis; a view.
  public func flip(axis: Int) -> Tensor { flip(axes: [axis]) }
}

extension Tensor {
  /// Differences between neighbours along an axis, taken `n` times.
  ///
  /// ```swift
  /// Tensor([1, 4, 9, 16]).diff()                            // 3, 5, 7
  /// Tensor([1, 4, 9, 16]).diff(n: 2)                        // 2, 2
  /// ```
  /// Of truth values, whether neighbours differ. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.diff.html>.
  ///
  /// - Parameters:
  ///   - n: How often; 0 gives the elements themselves.
  ///   - axis: The axis; negative ones count from the end.
  ///   - prepend: What stands before the elements along the axis, if anything.
  ///   - append: What stands after them.
  public func diff(
    n: Int = 1, axis: Int = -1, prepend: Tensor? = nil, append: Tensor? = nil
  ) -> Tensor {
    checked { () throws(MisuseError) in
      let position = try checkedAxis(axis, "diff")
      if n < 0 { throw MisuseError("diff", "differences of \(shape) cannot be taken \(n) times") }
      if n == 0 { return self }
      let parts = [prepend, self, append].compactMap(\.self)
      let whole = parts.count == 1 ? self : Tensor.concatenate(parts, axis: position)
      return (0..<n).reduce(whole) { x, _ in x.differences(along: position) }
    }
  }

  private func differences(along axis: Int) -> Tensor {
    let length = Swift.max(shape[axis] - 1, 0)
    if shape[axis] == 0 { return self }
    let after = narrow(axis: axis, start: 1, length: length)
    let before = narrow(axis: axis, start: 0, length: length)
    return dtype == .bool ? after ^ before : after - before
  }
}

/// Something that stands between the brackets of `x[…]`.
///
/// Integers (which drop their axis; negative ones count from the end), ranges, strides of positive
/// step, ``AllIndices`` and ``NewAxis``.
public protocol TensorIndex: Sendable {
  /// What the index selects from an axis of `extent`.
  func selection(extent: Int) -> AxisSelection
}

/// What one index selects.
public enum AxisSelection: Sendable {
  /// One position; the axis goes.
  case position(Int)
  /// Positions `start`, `start + step`, …; the axis stays.
  case positions(start: Int, count: Int, step: Int)
  /// A new axis of extent 1; no axis is used up.
  case newAxis
}

extension Int: TensorIndex {
  /// What the index selects from an axis of `extent`.
  public func selection(extent: Int) -> AxisSelection {
    .position(self < 0 ? self + extent : self)
  }
}

extension Range<Int>: TensorIndex {
  /// What the index selects from an axis of `extent`.
  public func selection(extent: Int) -> AxisSelection {
    .positions(start: lowerBound, count: count, step: 1)
  }
}

extension ClosedRange<Int>: TensorIndex {
  /// What the index selects from an axis of `extent`.
  public func selection(extent: Int) -> AxisSelection {
    .positions(start: lowerBound, count: count, step: 1)
  }
}

extension PartialRangeFrom<Int>: TensorIndex {
  /// What the index selects from an axis of `extent`.
  public func selection(extent: Int) -> AxisSelection {
    .positions(start: lowerBound, count: Swift.max(extent - lowerBound, 0), step: 1)
  }
}

extension PartialRangeUpTo<Int>: TensorIndex {
  /// What the index selects from an axis of `extent`.
  public func selection(extent: Int) -> AxisSelection {
    .positions(start: 0, count: upperBound, step: 1)
  }
}

extension PartialRangeThrough<Int>: TensorIndex {
  /// What the index selects from an axis of `extent`.
  public func selection(extent: Int) -> AxisSelection {
    .positions(start: 0, count: upperBound + 1, step: 1)
  }
}

extension StrideTo<Int>: TensorIndex {
  /// What the index selects from an axis of `extent`.
  public func selection(extent: Int) -> AxisSelection { AxisSelection(Array(self)) }
}

extension StrideThrough<Int>: TensorIndex {
  /// What the index selects from an axis of `extent`.
  public func selection(extent: Int) -> AxisSelection { AxisSelection(Array(self)) }
}

extension AxisSelection {
  fileprivate init(_ positions: [Int]) {
    self = .positions(
      start: positions.first ?? 0, count: positions.count,
      step: positions.count > 1 ? positions[1] - positions[0] : 1)
  }
}

/// The whole of an axis, written `.all`.
public struct AllIndices: TensorIndex {
  /// What the index selects from an axis of `extent`.
  public func selection(extent: Int) -> AxisSelection {
    .positions(start: 0, count: extent, step: 1)
  }
}

/// A new axis of extent 1, written `.newAxis`.
public struct NewAxis: TensorIndex {
  /// What the index selects from an axis of `extent`.
  public func selection(extent: Int) -> AxisSelection { .newAxis }
}

extension TensorIndex where Self == AllIndices {
  /// The whole of an axis, as `:` in Python.
  public static var all: AllIndices { AllIndices() }
}

extension TensorIndex where Self == NewAxis {
  /// A new axis of extent 1, as `None` in Python.
  public static var newAxis: NewAxis { NewAxis() }
}

/// Something that stands between the brackets of `x[…]`.
///
/// Integers (which drop their axis), ranges, strides, ``AllIndices``, ``Reversed``, ``Ellipsis``, ``NewAxis``, tensors
/// of `int64` (the slices that they name) and of `bool` (the elements where they hold). Negative numbers,
/// ends of ranges included, count from the end of the axis.
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
  /// All axes that the other indices leave.
  case ellipsis
  /// The positions that an `int64` tensor names, or those where truth values hold; the tensor's axes take
  /// the place of the axis, or one axis that of all axes of the truth values.
  case tensor(Tensor)

  /// The positions from `start` up to `end`, both counted from the end of the axis where negative.
  fileprivate init(from start: Int, upTo end: Int, extent: Int) {
    let (first, last) = (Self.wrapped(start, extent), Self.wrapped(end, extent))
    let (count, overflow) = last.subtractingReportingOverflow(first)
    self = .positions(start: first, count: overflow ? .max : Swift.max(count, 0), step: 1)
  }

  fileprivate static func wrapped(_ position: Int, _ extent: Int) -> Int {
    position < 0 ? position + extent : position
  }

  /// The positions of a sequence, of which no more than one beyond the axis are looked at.
  fileprivate init(_ positions: some Sequence<Int>, extent: Int) {
    let seen = Array(positions.prefix(extent + 1))
    self = .positions(
      start: seen.first ?? 0, count: seen.count, step: seen.count > 1 ? seen[1] - seen[0] : 1)
  }
}

extension Int: TensorIndex {
  /// The position; a negative one counts from the end.
  public func selection(extent: Int) -> AxisSelection {
    .position(AxisSelection.wrapped(self, extent))
  }
}

extension Range<Int>: TensorIndex {
  /// The positions from the lower bound up to, and not including, the upper one.
  public func selection(extent: Int) -> AxisSelection {
    AxisSelection(from: lowerBound, upTo: upperBound, extent: extent)
  }
}

extension ClosedRange<Int>: TensorIndex {
  /// The positions from the lower bound to the upper one.
  public func selection(extent: Int) -> AxisSelection {
    let end = AxisSelection.wrapped(upperBound, extent)
    return AxisSelection(
      from: lowerBound, upTo: end == .max ? .max : Swift.max(end + 1, 0), extent: extent)
  }
}

extension PartialRangeFrom<Int>: TensorIndex {
  /// The positions from the lower bound on.
  public func selection(extent: Int) -> AxisSelection {
    let start = AxisSelection.wrapped(lowerBound, extent)
    return .positions(start: start, count: start < extent ? extent - start : 0, step: 1)
  }
}

extension PartialRangeUpTo<Int>: TensorIndex {
  /// The positions up to, and not including, the upper bound.
  public func selection(extent: Int) -> AxisSelection {
    AxisSelection(from: 0, upTo: upperBound, extent: extent)
  }
}

extension PartialRangeThrough<Int>: TensorIndex {
  /// The positions up to the upper bound.
  public func selection(extent: Int) -> AxisSelection {
    let end = AxisSelection.wrapped(upperBound, extent)
    return AxisSelection(
      from: 0, upTo: end == .max ? .max : Swift.max(end + 1, 0), extent: extent)
  }
}

extension StrideTo<Int>: TensorIndex {
  /// The positions of the stride, which are not counted from the end.
  public func selection(extent: Int) -> AxisSelection { AxisSelection(self, extent: extent) }
}

extension StrideThrough<Int>: TensorIndex {
  /// The positions of the stride, which are not counted from the end.
  public func selection(extent: Int) -> AxisSelection { AxisSelection(self, extent: extent) }
}

extension Tensor: TensorIndex {
  /// The positions that the tensor names.
  public func selection(extent: Int) -> AxisSelection { .tensor(self) }
}

/// The whole of an axis, written `.all`, or `AllIndices()` in a list.
public struct AllIndices: TensorIndex {
  /// All positions.
  public init() {}

  /// Every position.
  public func selection(extent: Int) -> AxisSelection {
    .positions(start: 0, count: extent, step: 1)
  }
}

/// The whole of an axis from its end to its start, written `.reversed`, or `Reversed()` in a list.
public struct Reversed: TensorIndex {
  /// All positions, the last one first.
  public init() {}

  /// Every position, backwards.
  public func selection(extent: Int) -> AxisSelection {
    .positions(start: Swift.max(extent - 1, 0), count: extent, step: -1)
  }
}

/// All axes that the other indices leave, written `.ellipsis`, or `Ellipsis()` in a list.
public struct Ellipsis: TensorIndex {
  /// As many whole axes as are left.
  public init() {}

  /// All axes that are left.
  public func selection(extent: Int) -> AxisSelection { .ellipsis }
}

/// A new axis of extent 1, written `.newAxis`, or `NewAxis()` in a list.
public struct NewAxis: TensorIndex {
  /// A new axis.
  public init() {}

  /// No position: an axis is added.
  public func selection(extent: Int) -> AxisSelection { .newAxis }
}

extension TensorIndex where Self == AllIndices {
  /// The whole of an axis, as `:` in Python.
  public static var all: AllIndices { AllIndices() }
}

extension TensorIndex where Self == Reversed {
  /// The whole of an axis backwards, as `::-1` in Python.
  public static var reversed: Reversed { Reversed() }
}

extension TensorIndex where Self == Ellipsis {
  /// All axes that the other indices leave, as `...` in Python.
  public static var ellipsis: Ellipsis { Ellipsis() }
}

extension TensorIndex where Self == NewAxis {
  /// A new axis of extent 1, as `None` in Python.
  public static var newAxis: NewAxis { NewAxis() }
}

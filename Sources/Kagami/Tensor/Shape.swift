/// The extents of a tensor's axes, outermost first; at most eight, kept in line.
///
/// ```swift
/// let shape: Shape = [64, 100]
/// shape.count          // 2 axes
/// shape.elementCount   // 6400
/// ```
public struct Shape: Hashable, Sendable, RandomAccessCollection, MutableCollection,
  ExpressibleByArrayLiteral, CustomStringConvertible
{
  private typealias Slots = (Int, Int, Int, Int, Int, Int, Int, Int)

  /// The most axes that a tensor has.
  public static let maximumRank = 8

  private var slots: Slots = (0, 0, 0, 0, 0, 0, 0, 0)
  private var rank: UInt8 = 0

  /// A shape with these extents.
  ///
  /// - Precondition: at most eight.
  public init(_ extents: some Collection<Int>) {
    for extent in extents { append(extent) }
  }

  /// A shape with these extents.
  ///
  /// - Precondition: at most eight.
  public init(arrayLiteral elements: Int...) {
    for extent in elements { append(extent) }
  }

  /// `count` times the same extent.
  public init(repeating extent: Int, count: Int) {
    for _ in 0..<count { append(extent) }
  }

  /// The index of the outermost axis.
  public var startIndex: Int { 0 }
  /// The number of axes.
  public var endIndex: Int { Int(rank) }
  /// The number of axes.
  ///
  /// Spelled out: every subscript compares with it, and the default of collections goes by indices and distances,
  /// which without optimization takes longer than the arithmetic on an element.
  public var count: Int { Int(rank) }

  /// The extent of one axis; negative numbers count from the innermost, as in `shape[-1]`.
  ///
  /// - Precondition: there is such an axis.
  public subscript(position: Int) -> Int {
    get {
      guard let slot = axis(position) else {
        return misuse("Shape", absence(of: position), standIn: 1)
      }
      return extent(slot)
    }
    set {
      guard let slot = axis(position) else {
        return misuse("Shape", absence(of: position), standIn: ())
      }
      setExtent(slot, newValue)
    }
  }

  /// The extent at a position that is known to exist.
  private func extent(_ slot: Int) -> Int {
    withUnsafeBytes(of: slots) {
      $0.load(fromByteOffset: slot * MemoryLayout<Int>.stride, as: Int.self)
    }
  }

  private mutating func setExtent(_ slot: Int, _ extent: Int) {
    withUnsafeMutableBytes(of: &slots) {
      $0.storeBytes(of: extent, toByteOffset: slot * MemoryLayout<Int>.stride, as: Int.self)
    }
  }

  private func absence(of position: Int) -> String {
    "axis \(position) is not among the \(count) axes of \(self)"
  }

  /// Adds an innermost axis.
  public mutating func append(_ extent: Int) {
    if Int(rank) == Self.maximumRank {
      misuse("Shape", "a tensor has at most \(Self.maximumRank) axes")
    }
    rank += 1
    self[Int(rank) - 1] = extent
  }

  /// Adds an axis before `axis`, or at the end.
  ///
  /// - Precondition: `axis` is within `0...count`.
  public mutating func insert(_ extent: Int, at axis: Int) {
    if axis < 0 || axis > count {
      misuse("Shape.insert", "there is no place \(axis) among the \(count) axes of \(self)")
    }
    append(extent)
    var position = count - 1
    while position > axis {
      swapAt(position, position - 1)
      position -= 1
    }
  }

  /// Removes an axis and returns its extent.
  ///
  /// - Precondition: `axis` is within `0..<count`.
  @discardableResult
  public mutating func remove(at axis: Int) -> Int {
    if axis < 0 || axis >= count { misuse("Shape.remove", absence(of: axis)) }
    let removed = self[axis]
    for position in axis..<count - 1 { self[position] = self[position + 1] }
    self[count - 1] = 0
    rank -= 1
    return removed
  }

  /// Whether both have the same axes and extents.
  public static func == (a: Shape, b: Shape) -> Bool {
    guard a.rank == b.rank else { return false }
    for slot in 0..<Int(a.rank) where a.extent(slot) != b.extent(slot) { return false }
    return true
  }

  /// Feeds the extents to a hash.
  public func hash(into hasher: inout Hasher) {
    for extent in self { hasher.combine(extent) }
  }

  /// The number of elements: the product of the extents, 1 without axes.
  ///
  /// - Precondition: the product is less than 2⁶³.
  public var elementCount: Int {
    if let count = countWithoutOverflow { return count }
    return misuse("Shape", "\(self) has more elements than can be counted", standIn: 1)
  }

  /// The product of the extents, or nil where it does not fit an `Int`.
  var countWithoutOverflow: Int? {
    var product = 1
    var overflow = false
    for slot in 0..<count {
      let (next, isTooLarge) = product.multipliedReportingOverflow(by: extent(slot))
      (product, overflow) = (next, overflow || isTooLarge)
    }
    guard overflow else { return product }
    return contains(0) ? 0 : nil
  }

  /// The extents, as in `[64, 100]`.
  public var description: String { "[" + map { "\($0)" }.joined(separator: ", ") + "]" }

  /// The distances between neighbours along each axis when elements lie in row-major order.
  package var contiguousStrides: Strides {
    var strides = self
    var (distance, slot) = (1, count - 1)
    while slot >= 0 {
      strides.setExtent(slot, distance)
      // Beside an extent of 0 the product may be anything.
      distance &*= Swift.max(extent(slot), 1)
      slot -= 1
    }
    return strides
  }

  /// Whether elements at `strides` lie in row-major order without gaps, which no elements always do.
  ///
  /// The stride of an axis of extent 1 does not matter.
  func isRowMajor(_ strides: Strides) -> Bool {
    var (distance, slot) = (1, count - 1)
    while slot >= 0 {
      let extent = extent(slot)
      if extent != 1 {
        if strides.extent(slot) != distance { return contains(0) }
        // Beside an extent of 0 the product may be anything.
        distance &*= extent
      }
      slot -= 1
    }
    return true
  }

  /// The axis that a possibly negative number names, or nil.
  func axis(_ axis: Int, extra: Int = 0) -> Int? {
    let rank = count + extra
    let wrapped = axis < 0 ? axis + rank : axis
    return wrapped >= 0 && wrapped < rank ? wrapped : nil
  }
}

/// Distances between neighbouring elements along each axis, counted in elements.
public typealias Strides = Shape

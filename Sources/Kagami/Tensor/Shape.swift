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

  /// The extent of one axis.
  public subscript(position: Int) -> Int {
    get {
      precondition(position >= 0 && position < Int(rank), "axis out of range")
      return withUnsafeBytes(of: slots) {
        $0.load(fromByteOffset: position * MemoryLayout<Int>.stride, as: Int.self)
      }
    }
    set {
      precondition(position >= 0 && position < Int(rank), "axis out of range")
      withUnsafeMutableBytes(of: &slots) {
        $0.storeBytes(of: newValue, toByteOffset: position * MemoryLayout<Int>.stride, as: Int.self)
      }
    }
  }

  /// Adds an innermost axis.
  public mutating func append(_ extent: Int) {
    if Int(rank) == Self.maximumRank {
      misuse("Shape", "a tensor has at most \(Self.maximumRank) axes")
    }
    rank += 1
    self[Int(rank) - 1] = extent
  }

  /// Adds an axis before `axis`.
  public mutating func insert(_ extent: Int, at axis: Int) {
    append(extent)
    var position = count - 1
    while position > axis {
      swapAt(position, position - 1)
      position -= 1
    }
  }

  /// Removes an axis and returns its extent.
  @discardableResult
  public mutating func remove(at axis: Int) -> Int {
    let removed = self[axis]
    for position in axis..<count - 1 { self[position] = self[position + 1] }
    self[count - 1] = 0
    rank -= 1
    return removed
  }

  /// Whether both have the same axes and extents.
  public static func == (a: Shape, b: Shape) -> Bool {
    guard a.rank == b.rank else { return false }
    for axis in 0..<Int(a.rank) where a[axis] != b[axis] { return false }
    return true
  }

  /// Feeds the extents to a hash.
  public func hash(into hasher: inout Hasher) {
    for extent in self { hasher.combine(extent) }
  }

  /// The number of elements: the product of the extents, 1 without axes.
  public var elementCount: Int {
    var product = 1
    for axis in 0..<count { product *= self[axis] }
    return product
  }

  /// The extents, as in `[64, 100]`.
  public var description: String { "[" + map { "\($0)" }.joined(separator: ", ") + "]" }

  /// The distances between neighbours along each axis when elements lie in row-major order.
  var contiguousStrides: Strides {
    var strides = Strides(repeating: 1, count: count)
    var distance = 1
    for axis in indices.reversed() {
      strides[axis] = distance
      distance *= Swift.max(self[axis], 1)
    }
    return strides
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

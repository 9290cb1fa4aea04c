/// Indices in the order of a sampler, drawn piece by piece as a loop comes to them.
///
/// PyTorch's samplers draw late: a permutation when its first index is asked for, the next when the
/// first is used up. Streams that others draw from as well are then in PyTorch's state at every moment.
public struct DrawnIndices: IteratorProtocol {
  private var piece: [Int] = []
  private var position = 0
  private var hasBegun = false
  /// Whether others may draw from the sampler's stream between two pieces.
  private let isStreamShared: Bool
  private let draw: () -> [Int]?

  /// - Parameters:
  ///   - isStreamShared: Whether others may draw from the same stream during the loop.
  ///   - draw: The next piece, or nil after the last.
  init(isStreamShared: Bool, draw: @escaping () -> [Int]?) {
    self.isStreamShared = isStreamShared
    self.draw = draw
  }

  /// The next index, or nil after the last.
  public mutating func next() -> Int? {
    hasBegun = true
    while position == piece.count {
      guard let next = draw() else { return nil }
      (piece, position) = (next, 0)
    }
    defer { position += 1 }
    return piece[position]
  }

  /// How many more indices can be taken without a draw that others would see.
  var ready: Int {
    if !hasBegun { return 0 }
    return isStreamShared ? piece.count - position : .max
  }
}

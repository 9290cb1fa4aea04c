/// An extent as the graph has it.
enum Extent: Hashable {
  case fixed(Int)
  /// So many times the batch's size.
  case batches(Int)
  /// The batch's size and so many more.
  case batchAnd(Int)

  /// The extent that is `first` and `second` for batches of two different sizes, or nil if it does not follow
  /// them in one of these ways.
  init?(_ first: Int, _ second: Int, batches: (Int, Int)) {
    if first == second {
      self = .fixed(first)
    } else if first % batches.0 == 0, second % batches.1 == 0, first > 0,
      first / batches.0 == second / batches.1
    {
      self = .batches(first / batches.0)
    } else if first - batches.0 == second - batches.1 {
      self = .batchAnd(first - batches.0)
    } else {
      return nil
    }
  }

  /// The extent if it is the same for all batches.
  var fixed: Int? {
    if case .fixed(let extent) = self { extent } else { nil }
  }
}

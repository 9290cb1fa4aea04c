internal import Kagami

/// What one rank is about to do with all others, compared before anything moves.
///
/// Ranks that call different collectives, or the same with other tensors, would wait for each other forever or
/// read what is none of theirs.
struct CollectiveHeader: Equatable, Sendable {
  /// What is called.
  enum Kind: Int64, Sendable {
    case allReduce, broadcast, allGather, reduceScatter, barrier, records, end

    var name: String {
      switch self {
      case .allReduce: "allReduce"
      case .broadcast: "broadcast"
      case .allGather: "allGather"
      case .reduceScatter: "reduceScatter"
      case .barrier: "barrier"
      case .records: "an exchange of records"
      case .end: "the end of the program"
      }
    }
  }

  var kind: Kind
  /// How many collectives came before.
  var sequence = 0
  var dtype: DType?
  var shape: Shape?
  /// The rank that is sent from, or the reduction, by kind.
  var detail = 0
  /// The type in which elements move, where it is another.
  var wire: DType?

  /// Numbers in the form that is exchanged.
  static let length = 16

  /// The form that is exchanged.
  var numbers: [Int64] {
    func index(_ dtype: DType?) -> Int64 {
      Int64(dtype.flatMap { DType.allCases.firstIndex(of: $0) } ?? -1)
    }
    var numbers = [
      kind.rawValue, Int64(sequence), index(dtype), Int64(detail), index(wire),
      Int64(shape?.count ?? -1),
    ]
    numbers += (shape ?? []).map { Int64($0) }
    return numbers + [Int64](repeating: 0, count: Self.length - numbers.count)
  }

  init(
    _ kind: Kind, _ tensor: Tensor? = nil, detail: Int = 0, wire: DType? = nil
  ) {
    self.kind = kind
    (dtype, shape) = (tensor?.dtype, tensor?.shape)
    (self.detail, self.wire) = (detail, wire)
  }

  /// The header that was exchanged as `numbers`; nil if they are none.
  init?(numbers: ArraySlice<Int64>) {
    let numbers = Array(numbers)
    func dtype(_ index: Int64) -> DType? {
      DType.allCases.indices.contains(Int(index)) ? DType.allCases[Int(index)] : nil
    }
    guard numbers.count == Self.length, let kind = Kind(rawValue: numbers[0]),
      (-1...Int64(Shape.maximumRank)).contains(numbers[5])
    else { return nil }
    self.kind = kind
    (sequence, detail) = (Int(numbers[1]), Int(numbers[3]))
    (self.dtype, wire) = (dtype(numbers[2]), dtype(numbers[4]))
    shape = numbers[5] < 0 ? nil : Shape(numbers[6..<6 + Int(numbers[5])].map { Int($0) })
  }

  /// The call in words, such as "allReduce of float32 [64, 10] by sum".
  var description: String {
    var text = kind == .end ? "has come to \(kind.name)" : "calls \(kind.name)"
    if let dtype, let shape { text += " of \(dtype) \(shape)" }
    switch kind {
    case .allReduce, .reduceScatter:
      text += " by \(ReduceOperation.allCases[detail].rawValue)"
      if let wire { text += ", sent as \(wire)" }
    case .broadcast: text += " from rank \(detail)"
    default: break
    }
    return text
  }

  /// Why ranks cannot go on together: the first that differs from rank 0; nil where all agree.
  static func disagreement(_ headers: [CollectiveHeader]) -> DistributedError? {
    guard let other = headers.firstIndex(where: { $0 != headers[0] }) else { return nil }
    return .disagreement(
      "rank \(other) \(headers[other].description), rank 0 \(headers[0].description) "
        + "(after \(headers[0].sequence) collectives)")
  }
}

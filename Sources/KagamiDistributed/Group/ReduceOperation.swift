internal import Kagami

/// How one number is made of those of all ranks.
public enum ReduceOperation: String, CaseIterable, Sendable {
  /// Their sum.
  case sum
  /// Their sum divided by how many there are; for floating-point types.
  case average
  /// Their product.
  case product
  /// The largest; NaN if one is.
  case max
  /// The smallest; NaN if one is.
  case min

  /// The place among all, for headers.
  var index: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  /// Two numbers made one, element by element.
  func combine(_ a: Tensor, _ b: Tensor) -> Tensor {
    switch self {
    case .sum, .average: a + b
    case .product: a * b
    case .max: a.maximum(b)
    case .min: a.minimum(b)
    }
  }

  /// Rows made one in a fixed order: neighbours in pairs, and so again with what came out, where one that is left
  /// over waits for the next round.
  ///
  /// The order depends on how many there are alone: `((0 + 1) + (2 + 3)) + 4` for five. So the result has the same
  /// bits wherever and whenever the rows come from.
  func combined(_ rows: [Tensor]) -> Tensor {
    var level = rows
    while level.count > 1 {
      level = stride(from: 0, to: level.count, by: 2).map { index in
        index + 1 < level.count ? combine(level[index], level[index + 1]) : level[index]
      }
    }
    return self == .average ? level[0] / Double(rows.count) : level[0]
  }
}

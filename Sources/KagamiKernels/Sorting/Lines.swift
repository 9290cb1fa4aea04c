internal import CKernels

// One line of elements at a time.
extension Elements {
  /// The words of working memory that sorting `count` elements takes.
  package static func sortWords(_ count: Int) -> Int { kg_sort_words(count) }

  /// The first `kept` of a line's elements in order, equal ones as they came, and the place that each of them had.
  ///
  /// NaN is above all numbers.
  ///
  /// - Parameter words: Working memory of ``sortWords(_:)``.
  package static func sort(
    of type: StoredType, count: Int, _ x: UnsafeRawPointer, stride: Int, isDescending: Bool,
    keeping kept: Int, into values: UnsafeMutableRawPointer, stride strideV: Int,
    places: UnsafeMutablePointer<Int64>, stride strideP: Int, words: UnsafeMutablePointer<UInt64>
  ) {
    if kept == count {
      kg_sort_line(
        type, count, x, stride, isDescending ? 1 : 0, values, strideV, places, strideP, words)
    } else {
      kg_first_of_line(
        type, count, x, stride, isDescending ? 1 : 0, kept, values, strideV, places, strideP, words)
    }
  }

  /// Unsigned integers in the order of elements: NaN above all numbers, and zeros of either sign equal.
  package static func orderKeys(
    of type: StoredType, count: Int, _ x: UnsafeRawPointer, stride: Int,
    into keys: UnsafeMutablePointer<UInt64>
  ) {
    kg_order_keys(type, count, x, stride, 0, keys)
  }

  /// Computes `y[i] = x[0] ∘ … ∘ x[i]` of integers, wrapping.
  package static func scanIntegers(
    _ reduction: ReductionFunction, count: Int, _ x: UnsafePointer<Int64>, stride strideX: Int,
    into y: UnsafeMutablePointer<Int64>, stride strideY: Int
  ) {
    var total = reduction.integerStart
    for i in 0..<count {
      let x = x[i * strideX]
      switch reduction {
      case .sum: total &+= x
      case .product: total &*= x
      case .maximum: total = max(total, x)
      case .minimum: total = min(total, x)
      }
      y[i * strideY] = total
    }
  }
}

extension KernelElement {
  /// Computes `y[i] = x[0] ∘ … ∘ x[i]`, formed in `Double`, for lines `leading` apart; what follows NaN is NaN.
  package static func scan(
    _ reduction: ReductionFunction, lines: Int, count: Int,
    _ x: UnsafePointer<Self>, leading leadingX: Int, stride strideX: Int,
    into y: UnsafeMutablePointer<Self>, leading leadingY: Int, stride strideY: Int
  ) {
    kg_scan(code, reduction, lines, count, x, leadingX, strideX, y, leadingY, strideY)
  }
}

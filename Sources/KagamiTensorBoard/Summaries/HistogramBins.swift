/// Numbers counted in the bins that PyTorch uses: growing by a tenth from 10⁻¹² to 10²⁰ on either side of 0.
///
/// Source: <https://docs.pytorch.org/docs/stable/tensorboard.html>.
struct HistogramBins {
  /// The borders of bins, in ascending order.
  static let limits: [Double] = {
    var sides: [Double] = []
    var value = 1e-12
    while value < 1e20 {
      sides.append(value)
      value *= 1.1
    }
    return sides.reversed().map { -$0 } + [0] + sides
  }()

  /// The upper limits of the bins from the one before the first with a number to the last with one.
  private(set) var upperLimits: [Double] = []
  /// How many numbers each has.
  private(set) var counts: [Double] = []

  /// Counts `values`; NaN and what is beyond all bins is left out.
  init(_ values: [Double]) {
    let limits = Self.limits
    var all = [Double](repeating: 0, count: limits.count - 1)
    for value in values {
      if let bin = Self.bin(of: value) { all[bin] += 1 }
    }
    guard let first = all.firstIndex(where: { $0 > 0 }), let last = all.lastIndex(where: { $0 > 0 })
    else {
      (upperLimits, counts) = ([0], [0])
      return
    }
    // Readers are told upper limits alone: an empty bin first has the lower limit of the next one.
    counts = [first > 0 ? all[first - 1] : 0] + all[first...last]
    upperLimits = Array(limits[first...last + 1])
  }

  /// The bin from whose lower limit on, and below whose upper limit, a number is; the last one has its own.
  private static func bin(of value: Double) -> Int? {
    guard value >= limits[0], value <= limits[limits.count - 1] else { return nil }
    var (low, high) = (0, limits.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if limits[middle] <= value { low = middle } else { high = middle }
    }
    return min(low, limits.count - 2)
  }
}

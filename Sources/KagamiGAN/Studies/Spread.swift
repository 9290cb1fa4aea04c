/// The same figure from several runs.
struct Spread: Equatable, Sendable {
  /// The figures in order of the runs; what is not finite is among them.
  let values: [Double]

  init(_ values: [Double]) { self.values = values }

  /// Their mean; NaN for none.
  var mean: Double { values.reduce(0, +) / Double(values.count) }

  /// Their deviation, with one degree of freedom less; 0 for a single one.
  var deviation: Double {
    guard values.count > 1 else { return 0 }
    let mean = mean
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(values.count - 1)).squareRoot()
  }

  var least: Double { values.min() ?? .nan }
  var most: Double { values.max() ?? .nan }

  /// The middle one, or the mean of the two in the middle.
  var median: Double {
    guard !values.isEmpty else { return .nan }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  /// Whether every run of this is below every run of another: a difference that the seeds do not explain.
  func isBelow(_ other: Spread) -> Bool { most < other.least }
}

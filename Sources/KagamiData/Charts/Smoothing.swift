/// An exponential moving average without the start's pull to zero, as TensorBoard draws it.
enum Smoothing {
  /// The smoothed values.
  ///
  /// - Parameters:
  ///   - values: A value that is not finite stays as it is and does not touch the average.
  ///   - factor: How much of the average each step keeps: 0 changes nothing, 1 is excluded.
  static func average(_ values: [Double], factor: Double) -> [Double] {
    var sum = 0.0
    var weight = 0.0
    return values.map { value in
      guard value.isFinite else { return value }
      sum = sum * factor + value * (1 - factor)
      weight = weight * factor + (1 - factor)
      return sum / weight
    }
  }
}

internal import Kagami

extension LineChart {
  /// An area around a line.
  public struct Band: Sendable {
    /// Its lower side: a value for each point; one that is not finite leaves a gap.
    public var low: [Double]
    /// Its upper side.
    public var high: [Double]

    /// Joins both sides.
    public init(low: [Double], high: [Double]) {
      self.low = low
      self.high = high
    }
  }

  /// How the spread of several runs is measured.
  public enum Spread: Sendable {
    /// From the least value to the greatest.
    case range
    /// One standard deviation to either side of the mean, with the divisor n − 1.
    case deviation
  }
}

extension LineChart.Series {
  /// The mean of several runs, with their spread as a band around it.
  ///
  /// Where a run is not finite there is a gap: a mean of the others would hide that it diverged. A single
  /// run has no band.
  ///
  /// - Parameters:
  ///   - name: What the legend calls it.
  ///   - x: The places along the x axis, ascending.
  ///   - runs: For each run, such as one seed, as many values as `x`.
  ///   - spread: What the band covers.
  ///   - smoothing: How much of the running average each point of each run keeps, before the mean is taken.
  ///   - color: The colour, or nil for the next of the chart's own.
  /// - Precondition: there is a run, and each has as many values as `x`.
  public init(
    name: String, x: [Double], runs: [[Double]], spread: LineChart.Spread = .range,
    smoothing: Double = 0, color: RGBColor? = nil
  ) {
    if runs.isEmpty || runs.contains(where: { $0.count != x.count }) {
      misuse(
        "LineChart.Series",
        "runs of \(runs.map(\.count)) values for \(x.count) places x in \"\(name)\"",
        hint: "pass at least one run, and in each a value for each place")
    }
    if !(0..<1).contains(smoothing) {
      misuse(
        "LineChart.Series", "smoothing \(smoothing) of \"\(name)\" keeps no average",
        hint: "use 0 or more and less than 1")
    }
    let smoothed = runs.map { Smoothing.average($0, factor: smoothing) }
    var mean: [Double] = []
    var band = LineChart.Band(low: [], high: [])
    for place in x.indices {
      let values = smoothed.map { $0[place] }
      // NaN or infinite if one of them is.
      let middle = values.reduce(0, +) / Double(values.count)
      mean.append(middle)
      switch spread {
      case .range:
        band.low.append(middle.isFinite ? values.min() ?? .nan : .nan)
        band.high.append(middle.isFinite ? values.max() ?? .nan : .nan)
      case .deviation:
        let squares = values.reduce(0) { $0 + ($1 - middle) * ($1 - middle) }
        let deviation = (squares / Double(values.count - 1)).squareRoot()
        band.low.append(middle - deviation)
        band.high.append(middle + deviation)
      }
    }
    self.init(
      name: name, x: x, y: mean, color: color, band: runs.count > 1 ? band : nil)
  }
}

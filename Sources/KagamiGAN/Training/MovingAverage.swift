internal import Foundation

/// How fast the moving average of a generator's weights forgets.
public enum MovingAverage: Sendable, Equatable {
  /// Each step keeps this share of the average.
  case decay(Double)
  /// Half of the average is older than this many images, or than a share of the run so far where that is
  /// less: the average of early steps forgets the first weights fast.
  case halfLife(images: Double, ofRun: Double)

  /// The share that is kept.
  ///
  /// - Parameters:
  ///   - batch: Images of a step.
  ///   - seen: Images since training began, this step's included.
  func decay(batch: Int, seen: Int) -> Double {
    switch self {
    case .decay(let decay): return decay
    case .halfLife(let images, let share):
      let half = min(images, share * Double(seen))
      return pow(0.5, Double(batch) / max(half, 1e-8))
    }
  }
}

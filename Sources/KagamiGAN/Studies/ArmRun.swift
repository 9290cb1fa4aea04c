/// What one run of an arm left behind.
struct ArmRun: Codable, Sendable {
  /// Figures of one layer.
  struct Layer: Codable, Sendable {
    /// Its dotted name.
    var name: String
    var values: [Double]
  }

  /// Which random numbers it had.
  var seed: Int
  /// Scores over the run, the last one at its end; empty if it did not get so far.
  var scores: [ArmScore] = []
  /// Means of stretches of the run: the step at the end of each, and both losses.
  var lossSteps: [Int] = []
  var lossG: [Double] = []
  var lossD: [Double] = []
  /// The discriminator's mean probabilities for real and fake images over the same stretches.
  var realScore: [Double] = []
  var fakeScore: [Double] = []
  /// Norms of the gradients of the layers' weights at the end of each stretch.
  var gradientsG: [Layer] = []
  var gradientsD: [Layer] = []
  /// Singular values of each layer's centred outputs at the end, falling, each divided by the largest.
  var spectraG: [Layer] = []
  var spectraD: [Layer] = []
  /// What stopped the run before its end.
  var failure: String?

  /// The last score, if the run came to its end.
  var final: ArmScore? { failure == nil ? scores.last : nil }
}

/// All runs of an arm.
struct ArmResult: Codable, Sendable {
  /// What tables and charts call the arm.
  var name: String
  /// Numbers to be learned.
  var parametersG: Int
  var parametersD: Int
  /// Multiplications and additions in the products of a step, for one image.
  var operationsPerImage: Double
  var runs: [ArmRun]
  /// A grid of 64 images of the first run's end, as the bytes of a PNG file.
  var grid: [UInt8] = []

  private enum CodingKeys: CodingKey {
    case name, parametersG, parametersD, operationsPerImage, runs
  }

  /// A figure of each run's last score; NaN for runs that did not come to their end.
  func finals(_ figure: (ArmScore) -> Double?) -> Spread {
    Spread(runs.map { $0.final.flatMap(figure) ?? .nan })
  }
}

public import Kagami

/// Why images could not be measured; `description` is one line.
public enum QualityError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A pixel is NaN or infinite, as a generator's are whose training diverged.
  case nonFinite(images: String)
  /// There are fewer images than the measures need.
  case tooFew(images: String, count: Int, least: Int)
  /// A covariance has no root.
  case covariance(LinearAlgebraError)

  /// One line that says what is wrong.
  public var description: String {
    switch self {
    case .nonFinite(let images): "the \(images) images have pixels that are NaN or infinite"
    case .tooFew(let images, let count, let least):
      "\(count) \(images) images are too few to measure; expected \(least) or more"
    case .covariance(let error): "a covariance of the images has no root: \(error)"
    }
  }
}

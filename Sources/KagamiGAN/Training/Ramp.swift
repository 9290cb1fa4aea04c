internal import Foundation
internal import Kagami

/// A number that changes over a training run, or stays.
///
/// ```swift
/// Ramp(0.05, to: 0.005, over: 0.2, .cosine)    // falls in the first fifth of the run, then stays
/// let rate: Ramp = 2e-4                         // stays
/// ```
public struct Ramp: Sendable, Equatable, ExpressibleByFloatLiteral,
  ExpressibleByIntegerLiteral
{
  /// The way from one number to the other.
  public enum Shape: String, Sendable {
    /// Evenly.
    case linear
    /// Along half a wave of the cosine: slowly, fast, slowly.
    case cosine
  }

  /// The number as the run begins.
  public var start: Double
  /// The number at the end of the change, and after.
  public var end: Double
  /// The share of the run at which the change ends, in (0, 1].
  public var share: Double
  /// The way from ``start`` to ``end``.
  public var shape: Shape

  /// A number that changes.
  ///
  /// - Parameters:
  ///   - start: The number as the run begins.
  ///   - end: The number at the end of the change.
  ///   - share: The share of the run that the change takes.
  ///   - shape: The way between.
  /// - Precondition: `share` is in (0, 1].
  public init(_ start: Double, to end: Double, over share: Double = 1, _ shape: Shape = .linear) {
    if !(share > 0 && share <= 1) {
      misuse("Ramp", "a change over \(share) of the run", hint: "use a share in (0, 1]")
    }
    (self.start, self.end, self.share, self.shape) = (start, end, share, shape)
  }

  /// A number that stays.
  public init(_ number: Double) { self.init(number, to: number) }

  /// A number that stays.
  public init(floatLiteral number: Double) { self.init(number) }

  /// A number that stays.
  public init(integerLiteral number: Int) { self.init(Double(number)) }

  /// Whether the number stays as it is.
  public var isConstant: Bool { start == end }

  /// The number at a moment of the run, 0 at its first step and 1 at its end.
  public func value(at progress: Double) -> Double {
    if isConstant { return start }
    let done = min(max(progress / share, 0), 1)
    switch shape {
    case .linear: return start + (end - start) * done
    case .cosine: return end + (start - end) * (1 + cos(.pi * done)) / 2
    }
  }
}

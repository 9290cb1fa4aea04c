internal import Foundation
internal import Kagami

/// A number that changes over a training run, or stays.
///
/// ```swift
/// Ramp(0.05, to: 0.005, over: 0.2, .cosine)    // falls in the first fifth of the run, then stays
/// Ramp(1e-3, to: 0, after: 0.5, over: 0.5)      // stays for half of the run, then falls to its end
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
  /// The share of the run before the change begins.
  public var delay: Double
  /// The share of the run that the change takes.
  public var share: Double
  /// The way from ``start`` to ``end``.
  public var shape: Shape

  /// A number that changes.
  ///
  /// - Parameters:
  ///   - start: The number as the run begins.
  ///   - end: The number at the end of the change.
  ///   - delay: The share of the run before the change begins.
  ///   - share: The share of the run that the change takes; all the rest unless given.
  ///   - shape: The way between.
  /// - Precondition: `delay` is in [0, 1), and `share` above 0 and no more than the rest.
  public init(
    _ start: Double, to end: Double, after delay: Double = 0, over share: Double? = nil,
    _ shape: Shape = .linear
  ) {
    let share = share ?? 1 - delay
    if !(delay >= 0 && share > 0 && delay + share <= 1 + 1e-9) {
      misuse(
        "Ramp", "a change over \(share) of the run after \(delay) of it",
        hint: "use shares whose sum is at most 1")
    }
    (self.start, self.end, self.delay, self.share) = (start, end, delay, share)
    self.shape = shape
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
    let done = min(max((progress - delay) / share, 0), 1)
    switch shape {
    case .linear: return start + (end - start) * done
    case .cosine: return end + (start - end) * (1 + cos(.pi * done)) / 2
    }
  }
}

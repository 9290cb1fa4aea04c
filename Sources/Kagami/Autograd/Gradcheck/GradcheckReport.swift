/// What comparing gradients with differences has found.
///
/// ```swift
/// let report = gradcheck(of: { $0.sin() }, at: x)
/// print(report)    // gradcheck: all 4 derivatives agree, the largest difference is 2.6e-11
/// try report.verify()
/// ```
/// Printed, it names each element that differs, the first ten of them.
public struct GradcheckReport: Hashable, Sendable, CustomStringConvertible {
  /// One derivative whose two values differ.
  public struct Mismatch: Hashable, Sendable, CustomStringConvertible {
    /// The number of the output, and the place of an element in it.
    public let output: Int
    /// The place of the output's element, one number for each axis.
    public let outputIndex: [Int]
    /// The number of the input by which the derivative is taken.
    public let input: Int
    /// The place of the input's element, one number for each axis.
    public let inputIndex: [Int]
    /// What the backward pass gives.
    public let analytic: Double
    /// What differences of values give.
    public let numeric: Double

    /// The distance of both; NaN where one of them is.
    public var difference: Double { (analytic - numeric).magnitude }

    /// One line: where, both values, and their difference.
    public var description: String {
      "output \(output) \(outputIndex) by input \(input) \(inputIndex): analytic \(analytic), "
        + "numeric \(numeric), difference \(difference)"
    }
  }

  /// What was called.
  public let operation: String
  /// How many derivatives were compared.
  public let comparedCount: Int
  /// The largest difference of two values that agree or not; NaN where one of them is.
  public let largestDifference: Double
  /// The derivatives that differ by more than is allowed, by output, its element, input and its element.
  public let mismatches: [Mismatch]

  /// Whether all derivatives agree.
  public var passed: Bool { mismatches.isEmpty }

  /// Throws unless all derivatives agree.
  ///
  /// - Throws: ``GradcheckError`` with this report.
  public func verify() throws(GradcheckError) {
    if !passed { throw GradcheckError(report: self) }
  }

  /// What was compared, and the derivatives that differ.
  public var description: String {
    if passed {
      return "\(operation): all \(comparedCount) derivatives agree, the largest difference is "
        + "\(largestDifference)"
    }
    let shown = mismatches.prefix(10).map { "\n  \($0)" }.joined()
    let rest = mismatches.count > 10 ? "\n  and \(mismatches.count - 10) more" : ""
    return "\(operation): \(mismatches.count) of \(comparedCount) derivatives differ" + shown + rest
  }
}

/// Gradients that are not those of their function.
public struct GradcheckError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was compared.
  public let report: GradcheckReport

  /// The first derivative that differs, in one line.
  public var description: String {
    let first = report.mismatches.first.map { ", first \($0)" } ?? ""
    return "\(report.operation): \(report.mismatches.count) of \(report.comparedCount) derivatives "
      + "differ" + first
  }
}

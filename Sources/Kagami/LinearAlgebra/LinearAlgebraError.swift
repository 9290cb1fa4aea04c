internal import KagamiKernels

/// Why a matrix has no such factors, inverse or solution.
public enum LinearAlgebraError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A tensor that is no matrix, or not one of the wanted shape.
  case wrongShape(operation: String, Shape, expected: String)
  /// Elements that are neither `float32` nor `float64`, or not alike.
  case wrongType(operation: String, DType)
  /// An element, of the input or the result, is NaN or infinite.
  case nonFinite(operation: String)
  /// The matrix has no inverse: elimination met a zero at this pivot, counted from 1.
  case singular(pivot: Int)
  /// The leading minor of this order, counted from 1, is not positive.
  case notPositiveDefinite(minor: Int)
  /// The iteration did not arrive; this many values are missing.
  case noConvergence(operation: String, Int)
  /// This many eigenvalues are not real, and there are no complex numbers here.
  case notReal(operation: String, Int)
  /// An extent or the working memory exceeds LAPACK's 32-bit integers.
  case tooLarge(operation: String, Shape)

  /// One line that says what is wrong.
  public var description: String {
    switch self {
    case .wrongShape(let operation, let shape, let expected):
      "\(operation): \(shape) is not \(expected)"
    case .wrongType(let operation, let dtype): "\(operation): elements cannot be \(dtype) here"
    case .nonFinite(let operation): "\(operation): an element is NaN or infinite"
    case .singular(let pivot): "the matrix is singular: pivot \(pivot) is 0"
    case .notPositiveDefinite(let minor):
      "the matrix is not positive definite: its leading minor of order \(minor) is not positive"
    case .noConvergence(let operation, let count):
      "\(operation): the iteration did not converge for \(count) values"
    case .notReal(let operation, let count):
      "\(operation): \(count) eigenvalues are not real, and there are no complex numbers here"
    case .tooLarge(let operation, let shape): "\(operation): \(shape) is too large for LAPACK"
    }
  }
}

extension LAPACK.Failure {
  /// The error to throw; `named` says what a positive `info` means.
  func error(
    _ operation: String, _ shape: Shape, _ named: (Int) -> LinearAlgebraError
  ) -> LinearAlgebraError {
    switch self {
    case .tooLarge: .tooLarge(operation: operation, shape)
    case .info(let info): named(info)
    }
  }
}

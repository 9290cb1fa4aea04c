internal import KagamiKernels

prefix operator .!
infix operator .&& : LogicalConjunctionPrecedence
infix operator .|| : LogicalDisjunctionPrecedence

// Comparisons give truth values and are never recorded. They are spelled as Swift spells those of
// its SIMD vectors.
extension Tensor {
  private static func compared(_ comparison: Comparison, _ a: Tensor, _ b: Tensor) -> Tensor {
    let (a, b) = matched("\(comparison)", a.withoutHistory, b.withoutHistory)
    return computing(comparison, a, b)
  }

  /// Whether each pair of elements is equal; NaN equals nothing.
  public static func .== (a: Tensor, b: Tensor) -> Tensor { compared(.equal, a, b) }
  /// Whether each pair of elements differs.
  public static func .!= (a: Tensor, b: Tensor) -> Tensor { compared(.notEqual, a, b) }
  /// Whether the first of each pair is smaller.
  public static func .< (a: Tensor, b: Tensor) -> Tensor { compared(.less, a, b) }
  /// Whether the first of each pair is smaller or equal.
  public static func .<= (a: Tensor, b: Tensor) -> Tensor { compared(.lessEqual, a, b) }
  /// Whether the first of each pair is larger.
  public static func .> (a: Tensor, b: Tensor) -> Tensor { compared(.greater, a, b) }
  /// Whether the first of each pair is larger or equal.
  public static func .>= (a: Tensor, b: Tensor) -> Tensor { compared(.greaterEqual, a, b) }

  /// Whether each element equals `b`.
  public static func .== (a: Tensor, b: some TensorScalar) -> Tensor { a .== a.scalar(b) }
  /// Whether each element differs from `b`.
  public static func .!= (a: Tensor, b: some TensorScalar) -> Tensor { a .!= a.scalar(b) }
  /// Whether each element is smaller than `b`.
  public static func .< (a: Tensor, b: some TensorScalar) -> Tensor { a .< a.scalar(b) }
  /// Whether each element is smaller than `b` or equal.
  public static func .<= (a: Tensor, b: some TensorScalar) -> Tensor { a .<= a.scalar(b) }
  /// Whether each element is larger than `b`.
  public static func .> (a: Tensor, b: some TensorScalar) -> Tensor { a .> a.scalar(b) }
  /// Whether each element is larger than `b` or equal.
  public static func .>= (a: Tensor, b: some TensorScalar) -> Tensor { a .>= a.scalar(b) }

  /// Whether both elements of each pair are not 0.
  public static func .&& (a: Tensor, b: Tensor) -> Tensor { a.to(.bool) * b.to(.bool) }
  /// Whether either element of each pair is not 0.
  public static func .|| (a: Tensor, b: Tensor) -> Tensor { a.to(.bool) + b.to(.bool) }
  /// Whether each element is 0.
  public static prefix func .! (x: Tensor) -> Tensor { x .== 0 }

  /// Whether every element is a number that is neither infinite nor NaN.
  public var isFinite: Bool {
    guard dtype.isFloatingPoint, count > 0 else { return true }
    // x - x is 0 for finite numbers and NaN for all others, and NaN is contagious.
    let x = withoutHistory
    return (x - x).sum().item() == 0
  }

  /// Whether shapes are equal and elements lie within `atol + rtol · |other|` of each other.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.allclose.html>.
  public func allClose(_ other: Tensor, rtol: Double = 1e-5, atol: Double = 1e-8) -> Bool {
    guard shape == other.shape else { return false }
    let (a, b) = (array(of: Double.self), other.array(of: Double.self))
    return zip(a, b).allSatisfy { x, y in x == y || (x - y).magnitude <= atol + rtol * y.magnitude }
  }
}

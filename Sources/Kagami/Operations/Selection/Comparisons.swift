internal import KagamiKernels

prefix operator .!
infix operator .&& : LogicalConjunctionPrecedence
infix operator .|| : LogicalDisjunctionPrecedence

// Comparisons give truth values and are never recorded. They are spelled as Swift spells those of
// its SIMD vectors.
extension Tensor {
  private static func compared(_ comparison: Comparison, _ a: Tensor, _ b: Tensor) -> Tensor {
    let (a, b) = matched("\(comparison)", a.withoutHistory, b.withoutHistory)
    guard let trace = OperationTrace.active else { return computing(comparison, a, b) }
    return trace.adding("\(comparison)", .comparison("\(comparison)"), [a, b]) {
      [computing(comparison, a, b)]
    }[0]
  }

  /// A comparison with a number: integers meet a fraction without being rounded.
  private static func compared(
    _ comparison: Comparison, _ a: Tensor, with b: some TensorScalar
  ) -> Tensor {
    if a.dtype.isFloatingPoint || !type(of: b).dtype.isFloatingPoint {
      return compared(comparison, a, a.scalar(b))
    }
    let value = b.asDouble
    let whole = value.rounded([.less, .greaterEqual].contains(comparison) ? .up : .down)
    let isWhole = [.equal, .notEqual].contains(comparison) ? whole == value : !value.isNaN
    if isWhole, whole >= -0x1p63, whole < 0x1p63 {
      return compared(comparison, a.to(.int64), Tensor(Int64(whole), device: a.device))
    }
    // No integer equals the number, or all lie on one side of it.
    let holds: Bool =
      switch comparison {
      case .equal: false
      case .notEqual: true
      case .less, .lessEqual: value > 0
      case .greater, .greaterEqual: value < 0
      }
    return .full(a.shape, holds, device: a.device)
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
  public static func .== (a: Tensor, b: some TensorScalar) -> Tensor {
    compared(.equal, a, with: b)
  }
  /// Whether each element differs from `b`.
  public static func .!= (a: Tensor, b: some TensorScalar) -> Tensor {
    compared(.notEqual, a, with: b)
  }
  /// Whether each element is smaller than `b`.
  public static func .< (a: Tensor, b: some TensorScalar) -> Tensor {
    compared(.less, a, with: b)
  }
  /// Whether each element is smaller than `b` or equal.
  public static func .<= (a: Tensor, b: some TensorScalar) -> Tensor {
    compared(.lessEqual, a, with: b)
  }
  /// Whether each element is larger than `b`.
  public static func .> (a: Tensor, b: some TensorScalar) -> Tensor {
    compared(.greater, a, with: b)
  }
  /// Whether each element is larger than `b` or equal.
  public static func .>= (a: Tensor, b: some TensorScalar) -> Tensor {
    compared(.greaterEqual, a, with: b)
  }

  /// Whether both elements of each pair are not 0.
  public static func .&& (a: Tensor, b: Tensor) -> Tensor { a.to(.bool) * b.to(.bool) }
  /// Whether either element of each pair is not 0.
  public static func .|| (a: Tensor, b: Tensor) -> Tensor { a.to(.bool) + b.to(.bool) }
  /// Whether each element is 0.
  public static prefix func .! (x: Tensor) -> Tensor { x .== 0 }

  /// Whether every element is a number that is neither infinite nor NaN.
  public var allFinite: Bool {
    guard dtype.isFloatingPoint, count > 0 else { return true }
    let x = withoutHistory
    // A finite sum has finite summands; that of finite ones may still overflow.
    if x.sum().item().isFinite { return true }
    // x - x is 0 for finite numbers and NaN for all others, and NaN is contagious.
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

internal import KagamiKernels

/// `min(max(x, low), high)`, elementwise; a bound that is nil holds nothing.
struct Clamp: ElementwiseOperation {
  let function = UnaryFunction.clamp
  let low: Double?
  let high: Double?

  /// The table takes NaN for a bound that holds nothing.
  var p: Double { low.map { Swift.min($0, high ?? .infinity) } ?? .nan }
  var q: Double { high ?? .nan }

  func derivative(_ g: Tensor, _ x: Tensor) -> Tensor {
    var isInside = x .== x
    if let low { isInside = (isInside .&& (x .> low)) }
    if let high { isInside = (isInside .&& (x .< high)) }
    return Tensor.where(isInside, g, 0)
  }
}

extension Tensor {
  /// Each element, moved to the nearer bound where it is outside.
  ///
  /// The gradient is 1 within the bounds and 0 on them and outside; NaN stays NaN, and a bound of
  /// NaN makes every element NaN. Integers with whole bounds stay integers, exactly; a fraction as a
  /// bound makes them `float32`. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.clamp.html>.
  ///
  /// - Parameters:
  ///   - min: The lower bound.
  ///   - max: The upper bound; it wins where the bounds cross.
  /// - Precondition: of integers, `min` is not above the range of their type, and `max` not below it.
  public func clamp(min: some TensorScalar, max: some TensorScalar) -> Tensor {
    clamped(min, max)
  }

  /// Each element, or `min` where it is smaller.
  public func clamp(min: some TensorScalar) -> Tensor { clamped(min, nil as Int?) }

  /// Each element, or `max` where it is larger.
  public func clamp(max: some TensorScalar) -> Tensor { clamped(nil as Int?, max) }

  /// Each element, moved to the nearer bound where it is outside.
  public func clamp(min: Double, max: Double) -> Tensor { clamped(min, max) }

  /// Each element, or `min` where it is smaller.
  public func clamp(min: Double) -> Tensor { clamped(min, nil as Int?) }

  /// Each element, or `max` where it is larger.
  public func clamp(max: Double) -> Tensor { clamped(nil as Int?, max) }

  /// Each element, moved to the nearer of two bounds of its own where it is outside.
  ///
  /// The upper bound wins where they cross; NaN as a bound or an element gives NaN. The gradient goes to the element
  /// within the bounds and on them, and else to the bound.
  ///
  /// - Parameters:
  ///   - min: The lower bounds, a tensor that broadcasts with this one; nil for none.
  ///   - max: The upper bounds; nil for none.
  public func clamp(min: Tensor?, max: Tensor?) -> Tensor {
    var result = self
    if let min {
      result = .where((result .< min) .|| min.isNaN(), min, result)
    }
    if let max {
      result = .where((result .> max) .|| max.isNaN(), max, result)
    }
    return result
  }

  private func clamped<Low: TensorScalar, High: TensorScalar>(_ low: Low?, _ high: High?)
    -> Tensor
  {
    var common = dtype
    for bound in [low.map { _ in Low.dtype }, high.map { _ in High.dtype }].compactMap({ $0 }) {
      if !common.isFloatingPoint {
        common = bound.isFloatingPoint ? .float32 : (common == .bool ? bound : common)
      }
    }
    if common == .bool { misuse("clamp", "truth values have no bounds between them") }
    let x = to(common)
    if common.isFloatingPoint {
      let (low, high) = (low?.asDouble, high?.asDouble)
      if low?.isNaN == true || high?.isNaN == true {
        // All elements lie outside, where the gradient is 0.
        return record(Clamp(low: .infinity, high: .infinity), x) + Double.nan
      }
      return record(Clamp(low: low, high: high), x)
    }
    let range = common.integers
    let (low, high) = (low?.asInt64 ?? range.lowerBound, high?.asInt64 ?? range.upperBound)
    if low > range.upperBound || high < range.lowerBound {
      misuse(
        "clamp",
        "a bound lies outside the range of \(common), \(range.lowerBound) to \(range.upperBound)")
    }
    // A bound beyond the type's range on its own side holds nothing.
    let raised = low > range.lowerBound ? x.maximum(x.scalar(low)) : x
    return high < range.upperBound ? raised.minimum(x.scalar(high)) : raised
  }
}

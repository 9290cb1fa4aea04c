package import Kagami

/// One input: a shape and the numbers that fill it.
package struct Input: Sendable {
  /// What numbers were spread over, and how they were shuffled.
  private struct Spread {
    let range: ClosedRange<Double>
    let seed: UInt64
  }

  package let shape: Shape
  package let values: [Double]
  /// Nil of numbers that were given one by one.
  private let origin: Spread?

  /// Numbers spread evenly over `range` and then shuffled, so that no two are equal.
  static func spread(_ shape: Shape, _ range: ClosedRange<Double>, seed: UInt64 = 1) -> Input {
    let count = shape.elementCount
    let order = Tensor.randperm(count, generator: RandomGenerator(seed: seed)).array(of: Int.self)
    let span = range.upperBound - range.lowerBound
    return Input(
      shape: shape,
      values: order.map { range.lowerBound + span * (Double($0) + 0.5) / Double(max(count, 1)) },
      origin: Spread(range: range, seed: seed))
  }

  /// The given numbers along one axis.
  static func values(_ values: Double...) -> Input { Input(shape: [values.count], values: values) }

  /// The given numbers.
  init(shape: Shape, values: [Double]) { self.init(shape: shape, values: values, origin: nil) }

  private init(shape: Shape, values: [Double], origin: Spread?) {
    (self.shape, self.values, self.origin) = (shape, values, origin)
  }

  /// Numbers spread over the same range in another shape; nil of those that were given one by one.
  func resized(_ shape: Shape) -> Input? {
    origin.map { .spread(shape, $0.range, seed: $0.seed) }
  }

  /// The same, rounded to numbers that both precisions hold.
  package var singles: Input { Input(shape: shape, values: values.map { Double(Float($0)) }) }

  /// Uniform numbers between this one's, in a shape whose extents above 1 are `factor` times as large.
  func enlarged(by factor: Int) -> Tensor {
    let extents = shape.map { $0 == 1 ? 1 : $0 * factor }
    let finite = values.filter(\.isFinite)
    let (low, high) = (finite.min() ?? 0, finite.max() ?? 0)
    return Tensor.uniform(Shape(extents), low, high, generator: RandomGenerator(seed: 1))
  }

  /// The numbers as a tensor.
  package func tensor(_ dtype: DType, device: Device = .cpu, requiresGrad: Bool = false) -> Tensor {
    Tensor(values, shape: shape, dtype: dtype, device: device, requiresGrad: requiresGrad)
  }
}

package import Kagami

/// One row of the table that tests and benchmarks read: an operation, inputs to try it on, and what it
/// should give.
package struct OperationCase: Sendable {
  /// Inputs for one call.
  package struct Sample: Sendable {
    /// The inputs, in order.
    package let inputs: [Input]
    /// Whether gradients may be compared here: false at kinks and at infinities.
    package let isSmooth: Bool
  }

  /// The operation's name, and the variant's.
  package let name: String
  /// What to try it on.
  package let samples: [Sample]
  /// The largest error allowed against the reference, relative to 1 + |value|, in float32.
  package let tolerance: Double
  /// Arithmetic operations for inputs of these shapes, counting each function of one number as one.
  package let operations: @Sendable ([Shape]) -> Int
  /// The operation.
  package let apply: @Sendable ([Tensor]) -> Tensor
  /// The same from first principles.
  package let reference: @Sendable ([ReferenceArray]) -> ReferenceArray

  init(
    _ name: String, _ samples: [Sample], tolerance: Double = 1e-6,
    operations: @escaping @Sendable ([Shape]) -> Int = { $0[0].elementCount },
    apply: @escaping @Sendable ([Tensor]) -> Tensor,
    reference: @escaping @Sendable ([ReferenceArray]) -> ReferenceArray
  ) {
    self.name = name
    self.samples = samples
    self.tolerance = tolerance
    self.operations = operations
    self.apply = apply
    self.reference = reference
  }

  /// Every row.
  package static let all: [OperationCase] =
    arithmetic + elementwise + reductions + shapes + products + selection
}

extension OperationCase: CustomStringConvertible {
  package var description: String { name }
}

extension OperationCase.Sample {
  /// Inputs at which the operation has a slope.
  static func smooth(_ inputs: Input...) -> Self { Self(inputs: inputs, isSmooth: true) }
  /// Inputs at kinks, at infinities, or empty.
  static func special(_ inputs: Input...) -> Self { Self(inputs: inputs, isSmooth: false) }
}

/// One input: a shape and the numbers that fill it.
package struct Input: Sendable {
  package let shape: Shape
  package let values: [Double]

  /// Numbers spread evenly over `range` and then shuffled, so that no two are equal.
  static func spread(_ shape: Shape, _ range: ClosedRange<Double>, seed: UInt64 = 1) -> Input {
    let count = shape.elementCount
    let order = Tensor.randperm(count, generator: RandomGenerator(seed: seed)).array(of: Int.self)
    let span = range.upperBound - range.lowerBound
    return Input(
      shape: shape,
      values: order.map { range.lowerBound + span * (Double($0) + 0.5) / Double(max(count, 1)) })
  }

  /// The given numbers along one axis.
  static func values(_ values: Double...) -> Input { Input(shape: [values.count], values: values) }

  /// The numbers as a tensor.
  package func tensor(_ dtype: DType, device: Device = .cpu, requiresGrad: Bool = false) -> Tensor {
    Tensor(values, shape: shape, dtype: dtype, device: device, requiresGrad: requiresGrad)
  }
}

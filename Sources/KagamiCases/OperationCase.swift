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
  /// Whether every extent above 1 may be multiplied by one factor: false where the operation names
  /// extents or positions.
  package let isScalable: Bool
  /// The operation.
  package let apply: @Sendable ([Tensor]) -> Tensor
  /// How the fuzzer runs the row beside torch; nil only by mistake, which a law finds.
  package let torch: TorchCounterpart?
  /// The same from first principles.
  package let reference: @Sendable ([ReferenceArray]) -> ReferenceArray

  init(
    _ name: String, _ samples: [Sample], tolerance: Double = 1e-6,
    operations: @escaping @Sendable ([Shape]) -> Int = { $0[0].elementCount },
    isScalable: Bool = true, torch: TorchCounterpart? = nil,
    apply: @escaping @Sendable ([Tensor]) -> Tensor,
    reference: @escaping @Sendable ([ReferenceArray]) -> ReferenceArray
  ) {
    self.name = name
    self.samples = samples
    self.tolerance = tolerance
    self.operations = operations
    self.isScalable = isScalable
    self.torch = torch
    self.apply = apply
    self.reference = reference
  }

  /// Every row.
  package static let all: [OperationCase] =
    arithmetic + elementwise + reductions + shapes + products + selection + normalization
    + standardization + identities + adjoints
}

extension OperationCase {
  /// Inputs of about a million numbers for the benchmark, like the first sample's; that sample itself
  /// where the operation is not scalable.
  package func largeInputs() -> [Tensor] {
    let sample = samples[0].inputs
    guard isScalable, let first = sample.first else { return sample.map { $0.tensor(.float32) } }
    let axes = first.shape.filter { $0 > 1 }.count
    var factor = 1
    func size(_ factor: Int) -> Int {
      (0..<axes).reduce(first.shape.elementCount) { size, _ in size * factor }
    }
    while axes > 0, size(factor * 2) <= 1 << 20 { factor *= 2 }
    return sample.map { $0.enlarged(by: factor) }
  }
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

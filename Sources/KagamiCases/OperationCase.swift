package import Kagami

/// One row of the table that tests and benchmarks read: an operation, its sample inputs, and what it
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
  /// The sample inputs.
  package let samples: [Sample]
  /// The largest error allowed against the reference, relative to 1 + |value|, in float32.
  package let tolerance: Double
  /// Arithmetic operations for inputs of these shapes, counting each function of one number as one.
  package let operations: @Sendable ([Shape]) -> Int
  /// Whether extents above 1 may be others, equal ones alike: false where the operation names extents or
  /// positions.
  package let isScalable: Bool
  /// Whether any of them may be 0: false where an axis must not be empty.
  package let allowsEmpty: Bool
  /// Inputs, beside the samples', of shapes at which kernels go other ways.
  package let kernelSamples: [Sample]
  /// The operation.
  package let apply: @Sendable ([Tensor]) -> Tensor
  /// How the fuzzer runs the row beside torch; a law fails for nil.
  package let torch: TorchCounterpart?
  /// The same from first principles.
  package let reference: @Sendable ([ReferenceArray]) -> ReferenceArray

  init(
    _ name: String, _ samples: [Sample], tolerance: Double = 1e-6,
    operations: @escaping @Sendable ([Shape]) -> Int = { $0[0].elementCount },
    isScalable: Bool = true, allowsEmpty: Bool = true, kernelSamples: [Sample] = [],
    torch: TorchCounterpart? = nil,
    apply: @escaping @Sendable ([Tensor]) -> Tensor,
    reference: @escaping @Sendable ([ReferenceArray]) -> ReferenceArray
  ) {
    self.name = name
    self.samples = samples
    self.tolerance = tolerance
    self.operations = operations
    self.isScalable = isScalable
    self.allowsEmpty = allowsEmpty
    self.kernelSamples = kernelSamples
    self.torch = torch
    self.apply = apply
    self.reference = reference
  }

  /// Every row.
  package static let all: [OperationCase] =
    arithmetic + division + elementwise + transcendental + rounding + reductions + shapes + products
    + selection + normalization
    + linearAlgebra + rearrangement + sorting + cumulation + contractions + distances + scattering
    + standardization
    + identities + adjoints + convolutions + transposedConvolutions + unfolding + adaptivePooling
    + recurrence
    + pooling
}

extension OperationCase: CustomStringConvertible {
  package var description: String { name }
}

extension OperationCase.Sample {
  /// Inputs at which the operation has a slope.
  static func smooth(_ inputs: Input...) -> Self { Self(inputs: inputs, isSmooth: true) }
  /// The same inputs, of an operation that has no gradient.
  var withoutSlope: Self { Self(inputs: inputs, isSmooth: false) }

  /// Inputs at kinks, at infinities, or empty.
  static func special(_ inputs: Input...) -> Self { Self(inputs: inputs, isSmooth: false) }
}

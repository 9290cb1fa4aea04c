/// What an operation computes and with which parameters, as exporters read it.
///
/// An operation that is not here cannot be exported; it conforms to ``DescribedOperation`` to be.
package enum OperationKind: Sendable {
  /// A function of the table of elementwise functions and its parameters.
  case elementwise(ElementwiseFunction)
  /// A function of two tensors that broadcast, by its name in the table, such as `add`.
  case binary(String)
  /// A comparison of two tensors that broadcast, by its name in the table, such as `lessEqual`.
  case comparison(String)
  /// The second input where the first holds, else the third.
  case select
  /// The same numbers in another type.
  case cast(DType)
  /// The input.
  case identity
  /// `a + weight · (b − a)`.
  case lerp(weight: Double)
  /// The same elements under the result's shape.
  case reshape
  /// The input repeated to the result's shape.
  case expand
  case permute([Int])
  /// Positions of every axis; as many as the result has.
  case slice(starts: [Int], steps: [Int])
  /// Parts of an axis, one after the other, with the results' extents.
  case split(axis: Int)
  case concatenate(axis: Int)
  case reduction(Reduction, axes: [Int], keepDims: Bool)
  /// The sum of squared distances from the mean, over a number.
  case variance(divisor: Double, axes: [Int], keepDims: Bool)
  /// The root of a sum of powers of magnitudes; axes stay.
  case norm(order: Double, axes: [Int])
  case cumulativeSum(axis: Int)
  /// The position of the largest element.
  case argmax(axis: Int)
  /// The largest element and its position.
  case max(axis: Int, keepDims: Bool)
  case softmax(axis: Int, isLogarithm: Bool)
  /// `(x − mean)/√(variance + ε)` along axes.
  case standardize(axes: [Int], eps: Double)
  /// The slices of the first axis that an index names.
  case gather
  /// One element along an axis for every position of an index.
  case take(axis: Int)
  case matmul
  /// `f(x · Wᵀ + b)`.
  case linear(ElementwiseFunction?)
  case convolution(TracedWindow, groups: Int)
  case convolutionTranspose(TracedWindow, groups: Int)
  case maxPool(TracedWindow)
  /// The sum of each window's elements.
  case sumPool(TracedWindow)
  case lstmStep
  case gruStep

  /// A reduction over some axes.
  package enum Reduction: Sendable {
    case sum
    case mean
    case product
    case maximum
    case minimum
    case logSumExp
  }

  /// A function of the table of elementwise functions with its parameters; 0 where it has none.
  package struct ElementwiseFunction: Sendable {
    package let name: String
    package let p: Double
    package let q: Double
  }

  /// A window's extents, steps and padding, rows and then columns.
  package struct TracedWindow: Sendable {
    package let size: [Int]
    package let stride: [Int]
    package let dilation: [Int]
    package let before: [Int]
  }
}

/// An operation that exporters can read.
package protocol DescribedOperation: RecordableOperation {
  /// What it computes.
  var kind: OperationKind { get }
}

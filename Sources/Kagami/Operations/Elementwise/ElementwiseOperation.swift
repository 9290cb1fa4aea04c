package import KagamiKernels

/// An operation that is one function of the table of elementwise functions: it names the function, and
/// writes its derivative in tensor expressions.
///
/// ```swift
/// struct Sin: ElementwiseOperation {
///   let function = UnaryFunction.sin
///   func derivative(_ g: Tensor, _ x: Tensor) -> Tensor { g * x.cos() }
/// }
/// ```
/// The table says how the value and the first-order gradient are computed, what the gradient is computed
/// from, and what errors call the operation.
package protocol ElementwiseOperation: DifferentiableOperation {
  /// The function.
  var function: UnaryFunction { get }

  /// The function's parameters; 0 where it has none.
  var p: Double { get }
  var q: Double { get }

  /// What the derivative is computed from: what the table says, unless parameters change it.
  var reads: DerivativeInput { get }

  /// The gradient of the input, in differentiable operations.
  ///
  /// - Parameters:
  ///   - gradient: That of the result.
  ///   - saved: The input or the result, as `reads` says; where that is nothing, the gradient again.
  func derivative(_ gradient: Tensor, _ saved: Tensor) -> Tensor
}

extension ElementwiseOperation {
  package var p: Double { 0 }
  package var q: Double { 0 }
  package var reads: DerivativeInput { function.derivativeReads }

  package var name: String { function.description }

  package var saves: SavedTensors {
    switch reads {
    case .nothing: .nothing
    case .input: .input0
    case .output: .output
    }
  }

  package func forward(_ inputs: [Tensor]) -> Tensor { inputs[0].computing(function, p: p, q: q) }

  package func backward(_ context: BackwardContext) -> [Tensor?] {
    [derivative(context.gradient, saved(context))]
  }

  /// In one pass over the elements.
  package func fusedBackward(_ context: BackwardContext) -> [Gradient?]? {
    [.dense(.computing(gradientOf: function, context.gradient, saved(context), p: p, q: q))]
  }

  private func saved(_ context: BackwardContext) -> Tensor {
    switch reads {
    case .nothing: context.gradient
    case .input: context.input(0)
    case .output: context.output
    }
  }
}

/// All second derivatives of a function whose value is one number.
///
/// ```swift
/// let h = hessian(of: { ($0 * $0 * $0).sum() }, at: Tensor([1.0, 2]))    // [[6, 0], [0, 12]]
/// ```
/// `H[i…, j…] = ∂²f / ∂x[i…]∂x[j…]`: the Jacobian of the gradient. A linear function has zeros. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.autograd.functional.hessian.html>.
///
/// - Parameters:
///   - function: What is differentiated twice; its value has one element.
///   - input: Where, of a floating-point type.
///   - createGraph: Whether the Hessian is recorded, to be differentiated again.
/// - Returns: The input's axes twice.
/// - Precondition: the input has at most four axes.
/// - Complexity: one recorded gradient and as many passes as the input has elements.
public func hessian(
  of function: (Tensor) -> Tensor, at input: Tensor, createGraph: Bool = false
) -> Tensor {
  hessian(of: { function($0[0]) }, at: [input], createGraph: createGraph)[0][0]
}

/// All second derivatives of a function of several inputs.
///
/// ```swift
/// let h = hessian(of: { ($0[0] * $0[1]).sum() }, at: [a, b])    // h[0][1] is ∂²f/∂a∂b, [3, 3] for [3]
/// ```
/// Source: <https://docs.pytorch.org/docs/stable/generated/torch.autograd.functional.hessian.html>.
///
/// - Parameters:
///   - function: What is differentiated twice; its value has one element.
///   - inputs: Where, of floating-point types.
///   - createGraph: Whether the Hessians are recorded, to be differentiated again.
/// - Returns: For each input a list with one Hessian for each input: the axes of the one, then those of the
///   other.
/// - Precondition: the axes of two inputs are at most eight together.
public func hessian(
  of function: ([Tensor]) -> Tensor, at inputs: [Tensor], createGraph: Bool = false
) -> [[Tensor]] {
  let points = DifferentiatedPoints(inputs, "hessian", createGraph: createGraph)
  let slopes = points.value {
    DifferentiatedPoints.slope(of: function, at: $0, "hessian").gradients
  }
  return points.jacobians(of: slopes, "hessian")
}

extension DifferentiatedPoints {
  /// A function's value, one number, and its recorded gradient.
  static func slope(
    of function: ([Tensor]) -> Tensor, at inputs: [Tensor], _ operation: String
  ) -> (value: Tensor, gradients: [Tensor]) {
    let points = DifferentiatedPoints(inputs, operation, createGraph: true)
    let value = points.value { [function($0)] }[0]
    if value.count != 1 {
      misuse(
        operation,
        "second derivatives are those of one number, and the function gives \(value.shape)",
        hint: "reduce with sum() or mean()")
    }
    return (value, points.gradients(of: [value], nil))
  }
}

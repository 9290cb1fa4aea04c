/// All first derivatives of a function: one row of gradients for each element of the output.
///
/// ```swift
/// let j = jacobian(of: { $0.exp() }, at: Tensor([0.0, 1]))    // [2, 2]: 1 and e on the diagonal
/// ```
/// `J[o…, i…] = ∂f(x)[o…] / ∂x[i…]`. One pass back for each element of the output; an output that does not
/// depend on the input, and one without elements, has zeros. Source:
/// <https://docs.pytorch.org/docs/stable/generated/torch.autograd.functional.jacobian.html>.
///
/// - Parameters:
///   - function: What is differentiated; recorded, even in `noGrad`.
///   - input: Where, of a floating-point type.
///   - createGraph: Whether the Jacobian is recorded, to be differentiated again.
/// - Returns: The output's axes, then the input's.
/// - Precondition: together they are at most eight.
/// - Complexity: one evaluation and as many passes as the output has elements.
public func jacobian(
  of function: (Tensor) -> Tensor, at input: Tensor, createGraph: Bool = false
) -> Tensor {
  jacobian(of: { [function($0[0])] }, at: [input], createGraph: createGraph)[0][0]
}

/// All first derivatives of a function of several inputs and outputs.
///
/// ```swift
/// let j = jacobian(of: { [$0[0] * $0[1]] }, at: [a, b])[0]    // by a and by b, each [3, 3] for [3]
/// ```
/// Source: <https://docs.pytorch.org/docs/stable/generated/torch.autograd.functional.jacobian.html>.
///
/// - Parameters:
///   - function: What is differentiated; recorded, even in `noGrad`.
///   - inputs: Where, of floating-point types.
///   - createGraph: Whether the Jacobians are recorded, to be differentiated again.
/// - Returns: For each output a list with one Jacobian for each input: the output's axes, then the input's.
/// - Precondition: the axes of an output and an input are at most eight together.
public func jacobian(
  of function: ([Tensor]) -> [Tensor], at inputs: [Tensor], createGraph: Bool = false
) -> [[Tensor]] {
  let points = DifferentiatedPoints(inputs, "jacobian", createGraph: createGraph)
  return points.jacobians(of: points.value(of: function), "jacobian")
}

extension DifferentiatedPoints {
  /// The Jacobian of each output at each point, under the axes of both.
  func jacobians(of outputs: [Tensor], _ operation: String) -> [[Tensor]] {
    zip(outputs, matrices(of: outputs)).map { output, matrices in
      zip(points, matrices).map { point, matrix in
        if output.rank + point.rank > Shape.maximumRank {
          misuse(
            operation,
            "derivatives of \(output.shape) by \(point.shape) have \(output.rank + point.rank) axes, "
              + "of which there can be \(Shape.maximumRank)",
            hint: "have the function take or return fewer axes, with reshape or flatten")
        }
        return matrix.reshape(Shape(Array(output.shape) + Array(point.shape)))
      }
    }
  }

  /// The Jacobian of each output at each point as a matrix, `[output elements, point elements]`.
  func matrices(of outputs: [Tensor]) -> [[Tensor]] {
    outputs.map { output in
      let positions = Tensor.arange(output.count, device: output.device)
      let rows = (0..<output.count).map { row -> [Tensor] in
        let seed = (positions .== row).to(output.dtype).reshape(output.shape)
        return gradients(of: [output], [seed], retainGraph: true)
      }
      return points.indices.map { index in
        let point = points[index]
        if rows.isEmpty {
          return Tensor.zeros([0, point.count], dtype: point.dtype, device: point.device)
        }
        return delivered([Tensor.stack(rows.map { $0[index].reshape([point.count]) })])[0]
      }
    }
  }
}

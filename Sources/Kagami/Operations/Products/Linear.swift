/// `x · Wᵀ + b`: forward `X·Wᵀ`, input gradient `dY·W`, weight gradient `dYᵀ·X`.
struct LinearProduct: Operation {
  let name = "linear"
  let keeps: Kept = [.input0, .input1]

  /// - Parameter inputs: `[n, in]`, `[out, in]` and, if there is a bias, `[out]`.
  func forward(_ inputs: [Tensor]) -> Tensor {
    let (x, weight) = (inputs[0], inputs[1])
    let backend = x.device.backend
    let result = Tensor(
      uninitialized: [x.shape[0], weight.shape[0]], dtype: x.dtype, device: x.device)
    x.withOperand { x in
      weight.withOperand { backend.matmul(x, $0.transposed, into: result.operand) }
    }
    if inputs.count == 3 {
      inputs[2].withOperand { backend.addBias($0, into: result.operand) }
    }
    return result
  }

  func backward(_ context: BackwardContext) -> [Tensor?] {
    let g = context.gradient
    var gradients: [Tensor?] = [
      context.needs[0] ? record(MatMul(), g, context.input(1)) : nil,
      context.needs[1] ? record(MatMul(), g.transpose(), context.input(0)) : nil,
    ]
    if context.inputCount == 3 { gradients.append(context.needs[2] ? g.sum(0) : nil) }
    return gradients
  }
}

extension Operand {
  /// A matrix read with its axes exchanged.
  fileprivate var transposed: Operand {
    Operand(
      pointer: pointer, dtype: dtype, shape: [shape[1], shape[0]],
      strides: [strides[1], strides[0]])
  }
}

extension Tensor {
  /// `x · Wᵀ + b` over the last axis.
  ///
  /// ```swift
  /// x.linear(weight, bias)    // [64, 100] by [256, 100] and [256] gives [64, 256]
  /// ```
  /// One BLAS call forward, two backward: `dY·W` and `dYᵀ·X`. Source:
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.linear.html>.
  ///
  /// - Parameters:
  ///   - weight: `[out, in]`.
  ///   - bias: `[out]`, or nil.
  /// - Returns: The shape of this tensor with the last extent `out`.
  public func linear(_ weight: Tensor, _ bias: Tensor? = nil) -> Tensor {
    if weight.rank != 2 || rank == 0 || shape[rank - 1] != weight.shape[1] {
      misuse(
        "linear", "an input of \(shape) does not meet a weight of \(weight.shape) ([out, in])",
        hint: weight.rank == 2
          ? "the input's last extent must be \(weight.shape[1])" : "the weight must be a matrix")
    }
    if let bias, bias.shape != [weight.shape[0]] {
      misuse("linear", "a bias of \(bias.shape) does not fit a weight of \(weight.shape)")
    }
    for other in [weight] + (bias.map { [$0] } ?? []) {
      if other.dtype != dtype || other.device != device {
        misuse(
          "linear",
          "the input is \(dtype) on \(device), a parameter is \(other.dtype) on \(other.device)",
          hint: "move or convert one with to(_:)")
      }
    }
    let rows = rank == 2 ? self : reshape([count / max(shape[rank - 1], 1), shape[rank - 1]])
    let result = record(LinearProduct(), [rows, weight] + (bias.map { [$0] } ?? []))
    if rank == 2 { return result }
    return result.reshape(Shape(Array(shape.dropLast()) + [weight.shape[0]]))
  }
}

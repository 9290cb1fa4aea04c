internal import KagamiKernels

/// One Adam step over one parameter, in one pass over its memory.
package struct AdamUpdate {
  private let constants: AdamConstants

  /// The constants of step number `step`, counted from 1.
  ///
  /// Source: Kingma and Ba, "Adam", 2015, in the order of operations of PyTorch's.
  package init(
    step: Int, lr: Double, betas: (Double, Double), epsilon: Double, decay: Double, maximize: Bool
  ) {
    let (first, second) = (1 - power(betas.0, step), 1 - power(betas.1, step))
    constants = AdamConstants(
      beta1: betas.0, beta2: betas.1, decay: decay, step: lr / first, root: second.squareRoot(),
      epsilon: epsilon, sign: maximize ? -1 : 1)
  }

  /// Changes the weight and its moments; all tensors have one shape, type and device.
  package func apply(
    gradient: Tensor, to weight: inout Tensor, mean: inout Tensor, square: inout Tensor,
    maximum: inout Tensor?
  ) {
    weight.makeContiguous()
    let backend = weight.device.backend
    gradient.contiguousView.withOperand { gradient in
      weight.withMutableOperand { weight in
        mean.withMutableOperand { mean in
          square.withMutableOperand { square in
            let top = maximum?.withMutableOperand { $0 }
            backend.adam(
              gradient: gradient, weight: weight, mean: mean, square: square, maximum: top,
              constants)
          }
        }
      }
    }
  }
}

/// `base` to a positive whole power; the C library's `pow` of whole exponents, without C.
private func power(_ base: Double, _ exponent: Int) -> Double {
  var (result, square, rest) = (1.0, base, exponent)
  while rest > 0 {
    if rest & 1 == 1 { result *= square }
    square *= square
    rest >>= 1
  }
  return result
}

extension Tensor {
  /// Lays the elements out in row-major order, keeping the history.
  mutating func makeContiguous() {
    guard !isContiguous else { return }
    let history = history
    self = contiguousCopy()
    self.history = history
  }
}
